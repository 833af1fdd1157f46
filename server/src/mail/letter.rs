use crate::model::text::Email;
use std::fmt::Write as _;

/// A mail ready to be sent. Not printable: its link is a secret of the addressee.
pub struct Letter {
    pub to: Email,
    pub subject: String,
    /// Before the link.
    pub paragraphs: Vec<String>,
    pub link: Option<Link>,
    /// After the link.
    pub closing: Vec<String>,
}

/// Where a letter leads.
pub struct Link {
    pub label: &'static str,
    pub url: String,
}

impl Letter {
    /// As plain text.
    pub fn text(&self) -> String {
        let mut text = String::from("Hello,\n");
        let mut add = |paragraph: &str| {
            text.push('\n');
            text.push_str(paragraph);
            text.push('\n');
        };
        self.paragraphs.iter().for_each(|paragraph| add(paragraph));
        if let Some(Link { label, url }) = &self.link {
            add(&format!("{label}:\n{url}"));
        }
        self.closing.iter().for_each(|paragraph| add(paragraph));
        text
    }

    /// As a simple HTML document. Whatever people may have written is escaped.
    pub fn html(&self) -> String {
        let mut html = String::from(
            "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"></head>\
             <body style=\"margin:0;padding:24px;background:#ffffff;color:#1c2330;font:16px/1.5 system-ui,sans-serif\"><div style=\"max-width:560px\"><p>Hello,</p>",
        );
        for paragraph in &self.paragraphs {
            add_paragraph(&mut html, paragraph);
        }
        if let Some(Link { label, url }) = &self.link {
            let url = escape(url);
            // Writing to a String does not fail.
            let _ = write!(
                html,
                "<p><a href=\"{url}\" style=\"display:inline-block;padding:10px 18px;border-radius:6px;background:#175ddc;color:#ffffff;text-decoration:none\">{label}</a></p>\
                 <p style=\"font-size:13px;color:#5a6478\">If the button does not work, open this address:<br>{url}</p>"
            );
        }
        for paragraph in &self.closing {
            add_paragraph(&mut html, paragraph);
        }
        html.push_str("</div></body></html>");
        html
    }
}

fn add_paragraph(html: &mut String, paragraph: &str) {
    // Writing to a String does not fail.
    let _ = write!(html, "<p>{}</p>", escape(paragraph));
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_is_never_markup() {
        let letter = Letter {
            to: "amara@hartwell.example".parse().expect("address"),
            subject: String::new(),
            paragraphs: vec!["<img src=x onerror=alert(1)> & \"co\"".to_owned()],
            link: Some(Link { label: "Accept", url: "https://castellan.example/accept#a.b".to_owned() }),
            closing: Vec::new(),
        };
        assert!(!letter.html().contains("<img"));
        assert!(letter.html().contains("href=\"https://castellan.example/accept#a.b\""));
        assert!(letter.text().contains("<img src=x"), "plain text stays as it is");
    }
}
