import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probePdf } from '../../../../test/support/pdf-probe';
import type { PdfTemplate } from './pdf-renderer';
import { PRACTICE_STAMP } from './practice-stamp';
import { TypstPdfRenderer } from './typst-pdf-renderer';

const DATE_MS = Date.UTC(2026, 10, 24, 1, 2, 3);
const SOURCE = `#let data = json(bytes(sys.inputs.data))
#set text(font: ("Noto Serif SC", "Noto Sans SC"), fallback: false)
#data.name
#for page in range(data.pages - 1) { pagebreak(); str(page) }`;

describe('TypstPdfRenderer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  const template: PdfTemplate = { path: join(folder, 'template.typ') };
  const renderer = new TypstPdfRenderer();
  const render = (name: string, pages = 1, documentDateMs = DATE_MS): Promise<Buffer> =>
    renderer.render(template, { documentDateMs, values: { name, pages } });

  beforeAll(() => writeFileSync(template.path, SOURCE));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints rare names with embedded fonts and the date it was given', async () => {
    const pdf = probePdf(await render('欧阳𬭎䶮、王㛃', 3));
    expect(pdf).toMatchObject({ version: '1.7', pageCount: 3, creationDate: '20261124010203' });
    expect(pdf.fontNames).toEqual(['NotoSerifSC-Regular']);
    expect(pdf.embeddedFontCount).toBe(1);
    for (const character of '欧阳𬭎䶮王㛃') expect(pdf.characters).toContain(character);
  });

  it('gives the same bytes for the same data, also from another compiler, and others for another date', async () => {
    const first = await render('甲', 2);
    expect((await render('甲', 2)).equals(first)).toBe(true);
    const other = new TypstPdfRenderer();
    const again = await other.render(template, { documentDateMs: DATE_MS, values: { name: '甲', pages: 2 } });
    expect(again.equals(first)).toBe(true);
    expect((await render('甲', 2, DATE_MS + 1000)).equals(first)).toBe(false);
  });

  it('stamps every page of a practice installation with words, and no other', async () => {
    const practice = new TypstPdfRenderer(() => true);
    const pdf = probePdf(
      await practice.render(template, { documentDateMs: DATE_MS, values: { name: '甲', pages: 2 } }),
    );
    for (const character of PRACTICE_STAMP) expect(pdf.characters).toContain(character);
    expect(probePdf(await render('甲', 2)).characters).not.toContain('练');
  });

  it('has no template that lays something over its pages without the stamp', () => {
    const templates = readdirSync(join(__dirname, '../../..'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.typ'))
      .map((name) => readFileSync(join(__dirname, '../../..', name), 'utf8'));
    expect(templates.length).toBeGreaterThan(1);
    for (const source of templates) {
      const [, own] = /foreground:([^]*?)\n {2}(\}|\S)/.exec(source) ?? [];
      if (own !== undefined) expect(own).toContain('stamp');
    }
  });

  it('prints what looks like template code as text', async () => {
    const pdf = probePdf(await render('#pagebreak() $x$ */ #read("/etc/passwd") "#{'));
    expect(pdf.pageCount).toBe(1);
    for (const character of '#$*/"{') expect(pdf.characters).toContain(character);
  });

  it('writes a character no font has as its code point', async () => {
    const pdf = probePdf(await render('𠮷'));
    for (const character of '〔U+20BB7〕') expect(pdf.characters).toContain(character);
  });

  it('says which template does not compile', async () => {
    const broken: PdfTemplate = { path: join(folder, 'broken.typ') };
    writeFileSync(broken.path, '#let x = ');
    await expect(renderer.render(broken, { documentDateMs: DATE_MS, values: {} })).rejects.toThrow(/broken\.typ/);
  });
});
