import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildServer } from '../support/spawn-server';

const ROOT = resolve(__dirname, '../..');
const STORY_LIMIT_MS = 900_000;

/** The story of README, pasted into a shell as it stands there; only the port and the places of its files are others. */
describe('the story of README', () => {
  let folder: string;

  beforeAll(() => {
    buildServer();
    folder = mkdtempSync(join(tmpdir(), 'volunteer-ledger-story-'));
    chmodSync(folder, 0o755);
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'leads from registration to a certificate that anybody can verify',
    async () => {
      const printed = await paste(await storyText());
      expect(printed).not.toContain('还没有：');
      expect(printed).not.toContain('urn:volunteer-ledger:problem');
      expect(printed).toContain('"maskedName":"钱*"');
      expect(printed).toContain('"status":"VALID"');
      expect(printed).toMatch(/"serviceMinutes":1\b/);
      expect(readFileSync(join(folder, 'certificate.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
      expect(printed).toMatch(/台账完好.*0 处不符/);
    },
    STORY_LIMIT_MS,
  );

  async function storyText(): Promise<string> {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, story = ''] = /## 一个故事[^\n]*\n([^]*?)\n## /.exec(readme) ?? [];
    const blocks = [...story.matchAll(/```bash\n([^]*?)```/g)].map(([, block]) => block);
    expect(blocks).toHaveLength(2);
    const port = String(await freePort());
    return blocks
      .join('\n')
      .replaceAll('3000', port)
      .replaceAll('./story-data', join(folder, 'data'))
      .replaceAll('story.log', join(folder, 'story.log'))
      .replaceAll('certificate.pdf', join(folder, 'certificate.pdf'));
  }

  function paste(text: string): Promise<string> {
    const { PATH, HOME, TMPDIR } = process.env;
    const script = `trap 'kill %1; wait' EXIT\n${text}`;
    return new Promise((settle, fail) => {
      execFile(
        'bash',
        ['-c', script],
        { cwd: ROOT, env: { PATH, HOME, TMPDIR }, maxBuffer: 10_000_000, timeout: STORY_LIMIT_MS - 30_000 },
        (error, stdout, stderr) => {
          if (error && error.code === undefined) fail(new Error(`${error.message}\n${stdout}\n${stderr}`));
          else settle(`${stderr}\n${stdout}`);
        },
      );
    });
  }
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const address = server.address();
  await new Promise((settle) => server.close(settle));
  return typeof address === 'object' && address ? address.port : 0;
}
