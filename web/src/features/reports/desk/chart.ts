import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { allowOwnWorker } from '../../../offline/register';

// What draws clears its place with the empty text, which Trusted Types stop otherwise.
allowOwnWorker();
use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

/** Names and hours, drawn as one line over months or as bars. */
export interface ChartData {
  readonly kind: 'line' | 'bar';
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly unit: string;
}

function colour(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

/** Draws into an element; its tips are drawn too, because the policy of the page allows no HTML made at run time. */
export function draw(element: HTMLElement, { kind, names, values, unit }: ChartData): () => void {
  const chart = init(element, undefined, { renderer: 'canvas' });
  const soft = colour(element, '--ink-soft');
  const category = { type: 'category' as const, data: [...names], axisLabel: { color: soft } };
  const value = {
    type: 'value' as const,
    min: 0,
    axisLabel: { color: soft, formatter: `{value} ${unit}` },
    splitLine: { lineStyle: { color: colour(element, '--hairline') } },
  };
  chart.setOption({
    animation: false,
    grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true },
    tooltip: { renderMode: 'richText', trigger: 'axis' },
    xAxis: kind === 'line' ? category : value,
    yAxis: kind === 'line' ? value : { ...category, inverse: true },
    series: [
      {
        ...{ type: kind, data: [...values], symbolSize: 7, barMaxWidth: 22 },
        itemStyle: { color: colour(element, '--brand-fill') },
        lineStyle: { color: colour(element, '--brand-fill'), width: 2 },
        label: { show: true, position: kind === 'line' ? 'top' : 'right', color: colour(element, '--ink') },
      },
    ],
  });
  const fit = (): void => chart.resize();
  window.addEventListener('resize', fit);
  return () => {
    window.removeEventListener('resize', fit);
    chart.dispose();
  };
}
