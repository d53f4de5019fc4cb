// Draws a page's charts from the data that stand in their figures, and again when their width changes.

export function draw(charts) {
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    const chart = charts[figure.dataset.chart];
    if (!chart) continue;
    const [rows, more] = JSON.parse(figure.dataset.rows);
    if (!rows.length) continue;
    let width = 0;
    const fit = () => {
      if (figure.clientWidth === width) return;
      width = figure.clientWidth;
      chart(figure, rows, more);
    };
    new ResizeObserver(fit).observe(figure);
    fit();
  }
}
