import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { codePointsOf, printableValue } from './glyph-coverage';
import { type IsPractice, neverPractice, PRACTICE_STAMP } from './practice-stamp';
import { type PdfData, PdfRenderer, type PdfTemplate } from './pdf-renderer';

/** Whole fonts, not subsets: names hold characters no frequency list has. Templates name the families. */
const FONT_FILES = [
  '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
] as const;
/** The family whose coverage decides what can be printed; both families cover the same characters. */
const COVERAGE_FONT = FONT_FILES[0];

/**
 * Before every template: `stamp` lies over each page. A template that lays something of its own over its pages takes `stamp`
 * along. Words, not a picture: they can be selected and searched for.
 */
const UNSTAMPED = '#let stamp = none\n';
const STAMPED = `#let stamp = {
  set text(font: "Noto Sans SC", weight: 700, fill: rgb("#a3161a"))
  place(top + center, dy: 4mm, text(size: 10pt)[${PRACTICE_STAMP}])
  place(center + horizon, rotate(-24deg, text(size: 40pt, fill: rgb("#a3161a").transparentize(78%))[${PRACTICE_STAMP}]))
}
#set page(foreground: stamp)
`;

/** Results kept by the compiler's memory for this many renders; older ones are dropped, so memory stays flat. */
const CACHE_AGE_RENDERS = 2;

/**
 * PdfRenderer on the Typst compiler. One compiler lives as long as the process, since loading the fonts costs more
 * than a document. Data travels as one JSON input (`json(bytes(sys.inputs.data))`), never as template text, so what a
 * person typed is always text on the page and never an instruction.
 */
export class TypstPdfRenderer extends PdfRenderer {
  private compiler: NodeCompiler | undefined;
  private available: ReadonlySet<number> | undefined;
  private readonly sources = new Map<string, string>();

  constructor(private readonly isPractice: IsPractice = neverPractice) {
    super();
  }

  override render(template: PdfTemplate, data: PdfData): Promise<Buffer> {
    return Promise.resolve().then(() => this.renderNow(template, data));
  }

  private renderNow(template: PdfTemplate, data: PdfData): Buffer {
    const compiler = (this.compiler ??= createCompiler());
    const available = (this.available ??= codePointsOf(readFileSync(require.resolve(COVERAGE_FONT))));
    const compiled = compiler.compile({
      mainFileContent: `${this.isPractice() ? STAMPED : UNSTAMPED}${this.sourceOf(template)}`,
      inputs: { data: JSON.stringify(printableValue(data.values, available)) },
      resetRead: false,
    });
    const document = compiled.result;
    if (!document) throw new Error(`template ${template.path} does not compile: ${problemsOf(compiler, compiled)}`);
    const pdf = compiler.pdf(document, {
      pdfStandard: PdfStandard.A_2u,
      creationTimestamp: Math.floor(data.documentDateMs / 1000),
    });
    compiler.evictCache(CACHE_AGE_RENDERS);
    return pdf;
  }

  private sourceOf(template: PdfTemplate): string {
    const known = this.sources.get(template.path);
    if (known !== undefined) return known;
    const source = readFileSync(template.path, 'utf8');
    this.sources.set(template.path, source);
    return source;
  }
}

function createCompiler(): NodeCompiler {
  return NodeCompiler.create({
    fontArgs: [{ fontPaths: FONT_FILES.map((file) => dirname(require.resolve(file))) }],
  });
}

function problemsOf(compiler: NodeCompiler, compiled: ReturnType<NodeCompiler['compile']>): string {
  const error = compiled.takeError();
  return error ? JSON.stringify(compiler.fetchDiagnostics(error)) : 'no diagnostics';
}
