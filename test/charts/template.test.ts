import { describe, expect, it } from 'vitest';
import { darkTemplate, lightTemplate } from '../../lib/src/charts/index.js';

/** WCAG 2.2's relative luminance of `#rrggbb`. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', lightTemplate, '#fdfcfa'],
  ['dark', darkTemplate, '#15171a'],
] as const)('%s template', (_, { layout, data }, paper) => {
  it('draws every series at a contrast of at least 3', () => {
    const contrasts = layout?.colorway?.map((color) => contrast(color, paper)) ?? [];
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(3);
  });

  it('writes text at a contrast of at least 4.5', () => {
    expect(contrast(String(layout?.font?.color), paper)).toBeGreaterThanOrEqual(4.5);
  });

  it('writes on both ends of the heatmap’s scale at a contrast of at least 4.5', () => {
    const heatmap = data?.heatmap?.[0] as {
      colorscale: [number, string][];
      textfont: { color: string };
    };
    const contrasts = heatmap.colorscale.map(([, color]) =>
      contrast(color, heatmap.textfont.color),
    );
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });
});
