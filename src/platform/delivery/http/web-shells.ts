import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { InstallationMode } from '../../data/installation';
import { projectRoot } from '../../foundation/config/project-root';
import { PRACTICE_BANNER } from './practice-banner';

/**
 * Nothing is loaded from anywhere else, no script or style stands in the page, and the only text that becomes a script is
 * the name of our own service worker.
 */
const SHELL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types vue default',
].join('; ');

/** Files beside the shells that keep their name over an update. */
const NAMED_FILES = {
  '/sw.js': 'text/javascript; charset=utf-8',
  '/manifest.webmanifest': 'application/manifest+json; charset=utf-8',
  '/seal.svg': 'image/svg+xml',
} as const;

/** By shell and address: the parts of the page that the shell does not name. */
type Shells = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

interface KeptFile {
  readonly content: Buffer;
  readonly etag: string;
}

const kept = (content: Buffer): KeptFile => ({
  content,
  etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
});

/** Answers from memory; a browser that has it already is told so. */
function answer(request: FastifyRequest, reply: FastifyReply, { content, etag }: KeptFile): FastifyReply {
  void reply.header('Cache-Control', 'no-cache').header('ETag', etag);
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(content);
}

/**
 * Serves the web: for every address that an entry's router knows the entry's page (the build has written both into
 * `shells.json`, with what a browser should fetch for it at once), and their parts under /assets/, compressed beforehand and kept by browsers for good, as their names
 * change with their content. Other addresses stay unknown: a page for all would hide mistakes.
 */
export async function serveWeb(app: NestFastifyApplication): Promise<void> {
  const root = path.join(projectRoot(), 'web/dist');
  const server = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, {
    ...{ root: path.join(root, 'assets'), prefix: '/assets/', decorateReply: false, index: false },
    ...{ preCompressed: true, immutable: true, maxAge: '365d' },
  });
  const mode = app.get(InstallationMode, { strict: false });
  const shells = JSON.parse(readFileSync(path.join(root, 'shells.json'), 'utf8')) as Shells;
  for (const [name, addresses] of Object.entries(shells)) {
    const shell = readFileSync(path.join(root, name), 'utf8');
    for (const [address, parts] of Object.entries(addresses)) {
      const links = parts.map((part) => `<link rel="modulepreload" crossorigin href="/${part}">`).join('');
      const html = shell.replace('</head>', `${links}</head>`);
      const plain = kept(Buffer.from(html));
      const stamped = kept(Buffer.from(html.replace('<body>', `<body>${PRACTICE_BANNER}`)));
      server.get(address, (request, reply) => {
        void reply.header('Content-Security-Policy', SHELL_POLICY).type('text/html; charset=utf-8');
        return answer(request, reply, mode.isPractice ? stamped : plain);
      });
    }
  }
  for (const [address, type] of Object.entries(NAMED_FILES)) {
    const file = kept(readFileSync(path.join(root, address)));
    server.get(address, (request, reply) => answer(request, reply.type(type), file));
  }
}
