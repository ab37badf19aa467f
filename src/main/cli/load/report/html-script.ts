/**
 * The JavaScript of the report's page: draws the charts in the reader's browser, in the current colours, light or dark.
 */
export const SCRIPT = `
const charts = JSON.parse(document.getElementById('charts').textContent);
const HEIGHT = 260;
let drawn = [];

function draw() {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue('--' + name).trim();
  const axis = (label, size) => ({
    label, size, labelSize: 22, labelFont: '13px system-ui, sans-serif', font: '12px system-ui, sans-serif',
    stroke: colour('soft'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 },
  });
  const value = (_, figure) => (figure == null ? '' : String(figure));
  for (const { plot } of drawn) plot.destroy();
  drawn = charts.filter(({ x }) => x.length > 0).map((chart) => {
    const place = document.getElementById('chart-' + chart.id);
    const isBars = chart.kind === 'bars';
    const step = isBars && chart.x.length > 1 ? chart.x[1] - chart.x[0] : 1;
    const last = chart.x[chart.x.length - 1];
    const options = {
      width: place.clientWidth, height: HEIGHT,
      cursor: { drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: () => [chart.x[0], isBars ? last + step : Math.max(last, 1)] },
        y: { range: (_, __, most) => [0, Math.max(1, (most || 0) * 1.1)] },
      },
      axes: [axis(chart.xLabel, 36), axis(chart.yLabel, 56)],
      series: [{ label: isBars ? 'from, ms' : 'second', value }].concat(chart.series.map(({ label, colour: name }) => ({
        label, value, stroke: colour(name), width: isBars ? 1 : 2,
        fill: isBars ? colour(name) + '99' : undefined,
        paths: isBars ? uPlot.paths.bars({ size: [1, Infinity, 1], align: 1 }) : undefined,
        points: { show: !isBars && chart.x.length < 40 },
      }))),
    };
    return { place, plot: new uPlot(options, [chart.x].concat(chart.series.map(({ values }) => values)), place) };
  });
}

draw();
addEventListener('resize', () => {
  for (const { place, plot } of drawn) plot.setSize({ width: place.clientWidth, height: HEIGHT });
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
`;
