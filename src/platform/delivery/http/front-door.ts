import type { FastifyInstance } from 'fastify';
import { isOpenedByPerson } from './problem-page';

/**
 * Opens the base of the interface to people with a browser, who are led to its description.
 *
 * @param isOpen false before the installation is set up: then the setup leads.
 */
export function leadPeople(server: FastifyInstance, isOpen: () => boolean): void {
  server.addHook('onRequest', (request, reply, next) => {
    const [path = ''] = request.url.split('?');
    if (isOpenedByPerson(request) && /^\/api\/v1\/?$/.test(path) && isOpen()) void reply.redirect('/api/docs', 303);
    else next();
  });
}
