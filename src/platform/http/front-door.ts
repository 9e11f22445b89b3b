import type { FastifyInstance } from 'fastify';

/** Where a person is led who opens an address that programs are told. */
export interface FrontDoor {
  /** null before the installation is set up: then the setup leads. */
  home(): string | null;
}

/** Opens the bare address of the service and the base of its interface to people with a browser. */
export function leadPeople(server: FastifyInstance, door: FrontDoor): void {
  server.addHook('onRequest', (request, reply, next) => {
    const [path = ''] = request.url.split('?');
    const isPerson = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    const home = isPerson ? door.home() : null;
    const target =
      home === null ? undefined : path === '/' ? home : /^\/api\/v1\/?$/.test(path) ? '/api/docs' : undefined;
    if (target === undefined) next();
    else void reply.redirect(target, 303);
  });
}
