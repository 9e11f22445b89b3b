import type {
  AppControllerRoute,
  AppViewRoute,
  BullBoardQueues,
  ControllerHandlerReturnType,
  IServerAdapter,
  UIConfig,
} from '@bull-board/api/dist/types.js';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { escapeHtml } from '../../delivery/http/html-page';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

/**
 * Serves the queue board's page, files and questions under one path of Fastify. Our own, because the package's adapter
 * brings a file server that CommonJS cannot load; and it leaves out every route that is not a GET: the board only shows.
 */
export class BoardPages implements IServerAdapter {
  private queues: BullBoardQueues = new Map();
  private viewsPath = '';
  private filesPath = '';
  private filesRoute = '';
  private entry: AppViewRoute | undefined;
  private routes: readonly AppControllerRoute[] = [];
  private uiConfig: UIConfig = {};
  private explain: (error: Error) => ControllerHandlerReturnType = () => ({ status: 500, body: '' });

  constructor(private readonly basePath: string) {}

  setQueues(queues: BullBoardQueues): this {
    this.queues = queues;
    return this;
  }

  setViewsPath(path: string): this {
    this.viewsPath = path;
    return this;
  }

  setStaticPath(route: string, path: string): this {
    this.filesRoute = route;
    this.filesPath = path;
    return this;
  }

  setEntryRoute(route: AppViewRoute): this {
    this.entry = route;
    return this;
  }

  setErrorHandler(handler: (error: Error) => ControllerHandlerReturnType): this {
    this.explain = handler;
    return this;
  }

  setApiRoutes(routes: AppControllerRoute[]): this {
    this.routes = routes;
    return this;
  }

  setUIConfig(config: UIConfig): this {
    this.uiConfig = config;
    return this;
  }

  /** Adds the routes to a scope that already stands under the board's path. */
  addTo(scope: FastifyInstance): void {
    for (const url of [this.entry?.route ?? []].flat()) scope.get(url, (_, reply) => this.page(reply));
    scope.get<{ Params: { '*': string } }>(`${this.filesRoute}/*`, (request, reply) =>
      this.file(request.params['*'], reply),
    );
    for (const definition of this.routes) {
      const { method, route } = definition;
      const methods = [method].flat().map((name) => name.toUpperCase());
      if (!methods.includes('GET')) continue;
      for (const url of [route].flat()) {
        scope.get(url, async (request, reply) => {
          const { queues, uiConfig } = this;
          const { params, query, body, headers } = request;
          const told = await definition.handler({
            queues,
            uiConfig,
            params: params as Record<string, string>,
            query: query as Record<string, string>,
            body: body as Record<string, unknown>,
            headers: headers as Record<string, string>,
          });
          return reply.status(told.status ?? 200).send(told.body);
        });
      }
    }
    scope.setErrorHandler((error: Error, _, reply) => {
      const told = this.explain(error);
      return reply.status(told.status ?? 500).send(told.body);
    });
  }

  private async page(reply: FastifyReply): Promise<FastifyReply> {
    if (!this.entry) return notFound(reply);
    const { name, params } = this.entry.handler({ basePath: this.basePath, uiConfig: this.uiConfig });
    const template = await readFile(join(this.viewsPath, name), 'utf8');
    return reply.type('text/html; charset=utf-8').send(filled(template, params));
  }

  private async file(path: string, reply: FastifyReply): Promise<FastifyReply> {
    const wanted = normalize(join(this.filesPath, path));
    const type = TYPES[extname(wanted)];
    if (!wanted.startsWith(this.filesPath + sep) || type === undefined) return notFound(reply);
    try {
      return await reply.type(type).send(await readFile(wanted));
    } catch {
      return notFound(reply);
    }
  }
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** Fills the board's one template, which knows two marks: `<%= text %>` escaped and `<%- text %>` as it is. */
function filled(template: string, params: object): string {
  const values = new Map<string, unknown>(Object.entries(params));
  return template.replace(/<%([=-])\s*(\w+)\s*%>/g, (_, kind: string, name: string) => {
    const value = values.get(name);
    const text = typeof value === 'string' ? value : '';
    return kind === '=' ? escapeHtml(text) : text;
  });
}
