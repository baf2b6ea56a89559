import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pages, root } from './markdown.js';

/** The anchor that a heading gets, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}

describe('links between the pages', () => {
  const all = pages();
  const texts = new Map(all.map(({ file, text }) => [file, text]));

  it.each(all)('$file', ({ file, text }) => {
    const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
    for (const [, target] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path, anchor] = target.split('#');
      const to = path === '' ? file : join(dirname(file), path);
      expect(existsSync(join(root, to)), `${file}: ${target}`).toBe(true);
      if (anchor === undefined) continue;
      const anchors = [...(texts.get(to) ?? '').matchAll(/^#+ (.*)$/gm)].map(([, h]) => anchorOf(h));
      expect(anchors, `${file}: ${target}`).toContain(anchor);
    }
  });
});
