use leptos::prelude::*;

use crate::i18n::{number, t};

/// One value of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartPoint {
    pub label: String,
    pub value: u64,
}

impl ChartPoint {
    pub fn new(label: impl Into<String>, value: u64) -> Self {
        Self { label: label.into(), value }
    }
}

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 160.0;

/// Values over time as a line. Screen readers get a table.
#[component]
pub fn LineChart(#[prop(into)] label: String, #[prop(into)] points: Signal<Vec<ChartPoint>>) -> impl IntoView {
    let drawing = move || {
        let points = points.get();
        let spots = spots(&points);
        let line = path(&spots);
        let area = match (spots.first(), spots.last()) {
            (Some(first), Some(last)) => format!("{line} L{:.1} {HEIGHT} L{:.1} {HEIGHT} Z", last.0, first.0),
            _ => String::new(),
        };
        let marks = spots
            .iter()
            .zip(&points)
            .map(|(&(x, y), point)| {
                let title = format!("{}: {}", point.label, number(point.value));
                view! {
                    <g class="chart-mark">
                        <rect x=(x - 12.0).to_string() y="0" width="24" height=HEIGHT.to_string()></rect>
                        <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3"></circle>
                        <title>{title}</title>
                    </g>
                }
            })
            .collect_view();
        view! {
            <path class="chart-area" d=area></path>
            <path class="chart-line" d=line></path>
            {marks}
        }
        .into_any()
    };
    framed(label, points, drawing)
}

/// Values side by side as bars. Screen readers get a table.
#[component]
pub fn BarChart(#[prop(into)] label: String, #[prop(into)] points: Signal<Vec<ChartPoint>>) -> impl IntoView {
    let drawing = move || {
        let points = points.get();
        let slot = WIDTH / as_f64(points.len().max(1) as u64);
        let top = scale_top(&points);
        points
            .into_iter()
            .enumerate()
            .map(|(at, point)| {
                let height = (as_f64(point.value) / top * HEIGHT).max(1.0);
                let x = slot * as_f64(at as u64) + slot * 0.15;
                view! {
                    <rect
                        class="chart-bar"
                        x=format!("{x:.1}")
                        y=format!("{:.1}", HEIGHT - height)
                        width=format!("{:.1}", slot * 0.7)
                        height=format!("{height:.1}")
                        rx="2"
                    >
                        <title>{format!("{}: {}", point.label, number(point.value))}</title>
                    </rect>
                }
            })
            .collect_view()
            .into_any()
    };
    framed(label, points, drawing)
}

fn framed(label: String, points: Signal<Vec<ChartPoint>>, drawing: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    let edge = move |end: fn(&[ChartPoint]) -> Option<&ChartPoint>| points.with(|points| end(points).map(|point| point.label.clone()));
    let rows = move || points.get().into_iter().map(|point| view! { <tr><th scope="row">{point.label}</th><td>{number(point.value)}</td></tr> }).collect_view();
    view! {
        <figure class="chart">
            <figcaption>{label.clone()}</figcaption>
            <div class="chart-plot" aria-hidden="true">
                <span class="chart-top">{move || points.with(|points| number(points.iter().map(|point| point.value).max().unwrap_or(0)))}</span>
                <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                    <line class="chart-grid" x1="0" x2=WIDTH.to_string() y1="0.5" y2="0.5"></line>
                    <line class="chart-grid" x1="0" x2=WIDTH.to_string() y1="80" y2="80"></line>
                    <line class="chart-grid" x1="0" x2=WIDTH.to_string() y1="159.5" y2="159.5"></line>
                    {drawing}
                </svg>
                <div class="chart-ends">
                    <span>{move || edge(<[ChartPoint]>::first)}</span>
                    <span>{move || edge(<[ChartPoint]>::last)}</span>
                </div>
            </div>
            <table class="sr-only">
                <caption>{label}</caption>
                <thead><tr><th scope="col">{t().ui.chart_label}</th><th scope="col">{t().ui.chart_value}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </figure>
    }
}

fn spots(points: &[ChartPoint]) -> Vec<(f64, f64)> {
    let step = WIDTH / as_f64(points.len().saturating_sub(1).max(1) as u64);
    let top = scale_top(points);
    points.iter().enumerate().map(|(at, point)| (step * as_f64(at as u64), HEIGHT - as_f64(point.value) / top * HEIGHT)).collect()
}

fn path(spots: &[(f64, f64)]) -> String {
    let corners: Vec<_> = spots.iter().map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
    if corners.is_empty() { String::new() } else { format!("M{}", corners.join(" L")) }
}

fn scale_top(points: &[ChartPoint]) -> f64 {
    as_f64(points.iter().map(|point| point.value).max().unwrap_or(0).max(1))
}

#[expect(clippy::cast_precision_loss, reason = "a drawing has fewer pixels than a double has digits")]
fn as_f64(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::{ChartPoint, HEIGHT, WIDTH, path, spots};

    #[test]
    fn the_line_spans_the_plot_and_the_largest_value_touches_its_top() {
        let points = [ChartPoint::new("a", 0), ChartPoint::new("b", 10), ChartPoint::new("c", 5)];
        assert_eq!(spots(&points), [(0.0, HEIGHT), (WIDTH / 2.0, 0.0), (WIDTH, HEIGHT / 2.0)]);
        assert_eq!(path(&spots(&points)), "M0.0 160.0 L300.0 0.0 L600.0 80.0");
    }

    #[test]
    fn nothing_but_zeros_is_a_flat_line() {
        assert_eq!(spots(&[ChartPoint::new("a", 0), ChartPoint::new("b", 0)]), [(0.0, HEIGHT), (WIDTH, HEIGHT)]);
        assert_eq!(path(&spots(&[])), "");
    }
}
