//! `castellan`, as a process of its own. The tests that need several use this too.

use std::{
    fs,
    io::{self, BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A server that ends with this value.
pub struct Castellan {
    child: Child,
    /// 127.0.0.1 and the port it listens on.
    pub address: String,
}

/// As many calls as a caller wants, each from where it says it comes.
const LIMITS: [(&str, &str); 4] = [
    ("CASTELLAN_READS_PER_MINUTE", "100000000"),
    ("CASTELLAN_WRITES_PER_MINUTE", "100000000"),
    ("CASTELLAN_GUESSES_PER_MINUTE", "100000000"),
    ("CASTELLAN_TRUSTED_PROXIES", "127.0.0.1"),
];

impl Castellan {
    /// Starts it over a data folder and with further settings, and waits until it says that it is ready. Its log is in that folder.
    pub fn start(binary: &Path, command: &str, data: &Path, settings: &[(&str, &str)]) -> io::Result<Self> {
        let mut child = Command::new(binary)
            .arg(command)
            .env_clear()
            .env("CASTELLAN_DATA_DIR", data)
            .env("CASTELLAN_LISTEN", "127.0.0.1:0")
            .envs(LIMITS)
            .envs(settings.iter().copied())
            .stdout(Stdio::piped())
            .stderr(fs::File::create(data.join("log"))?)
            .spawn()?;
        let lines = BufReader::new(child.stdout.take().ok_or_else(|| io::Error::other("no output"))?).lines();
        for line in lines {
            if let Some((_, port)) = line?.split_once("Castellan is ready at http://localhost:") {
                return Ok(Self { address: format!("127.0.0.1:{port}"), child });
            }
        }
        Err(io::Error::other(format!("castellan {command} did not start: {}", fs::read_to_string(data.join("log"))?)))
    }

    /// A line of /proc/PID/status in MB, such as `VmRSS`.
    pub fn memory(&self, name: &str) -> io::Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        kib.map(|kib| kib * 1024.0 / 1e6).ok_or_else(|| io::Error::other("no such line"))
    }

    /// Processor time used so far, of the program and for it in the system; in steps of 10 ms.
    pub fn cpu(&self) -> io::Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program may have spaces; what follows it has not. See proc_pid_stat(5), fields 14 and 15.
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect::<Vec<_>>();
        let ticks = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<u64>().ok()).sum::<u64>();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Lets `VmHWM` begin anew.
    pub fn forget_peak(&self) -> io::Result<()> {
        fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5")
    }

    /// Asks it to stop, and waits.
    pub fn stop(mut self) -> io::Result<()> {
        Command::new("kill").arg(self.child.id().to_string()).status()?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > Duration::from_secs(20) {
                return Err(io::Error::other("castellan did not stop when asked to"));
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }
}

impl Drop for Castellan {
    fn drop(&mut self) {
        // It has ended already, unless something failed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
