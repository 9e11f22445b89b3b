import type { FastifyInstance } from 'fastify';

/**
 * Opens the base of the interface to people with a browser, who are led to its description.
 *
 * @param isOpen false before the installation is set up: then the setup leads.
 */
export function leadPeople(server: FastifyInstance, isOpen: () => boolean): void {
  server.addHook('onRequest', (request, reply, next) => {
    const [path = ''] = request.url.split('?');
    const isPerson = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (isPerson && /^\/api\/v1\/?$/.test(path) && isOpen()) void reply.redirect('/api/docs', 303);
    else next();
  });
}
