import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { anonymous } from '../../../foundation/actor/actor';
import type { ActingRequest } from '../decorators';
import { type NamePlan, namePlanOfRoute } from './name-plan';
import { Names } from './names';

interface NamingConfig {
  readonly names?: NamePlan;
}

/**
 * Puts names beside the ids of every answer whose class has such fields (`ActorField`, `DivisionField`, `TeamField`). Files,
 * streams and refusals go as they are, and so does every route without them. Before the application starts.
 */
export function nameAnswers(app: NestFastifyApplication): void {
  // An application without such fields has nobody who knows names.
  if (!planRoutes(app)) return;
  const names = app.get(Names, { strict: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preSerialization', (request, reply, answer: unknown, done) => {
      const { names: plan } = request.routeOptions.config as NamingConfig;
      if (plan === undefined || reply.statusCode >= 400) {
        done(null, answer);
        return;
      }
      names.beside((request as ActingRequest).actor ?? anonymous, plan, answer).then((named) => {
        done(null, named);
      }, done);
    });
}

/** Gives each route the plan of its answer, once: fastify keeps it with the route. @returns whether there is one */
function planRoutes(app: NestFastifyApplication): boolean {
  let isPlanned = false;
  const scanner = new MetadataScanner();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      const prototype = (metatype as { readonly prototype: object } | null)?.prototype;
      if (!prototype) continue;
      for (const method of scanner.getAllMethodNames(prototype)) {
        const handler = (prototype as Readonly<Record<string, object>>)[method];
        const plan = handler && namePlanOfRoute(handler);
        if (!plan) continue;
        isPlanned = true;
        RouteConfig({ names: plan } satisfies NamingConfig)(prototype, method, { value: handler });
      }
    }
  }
  return isPlanned;
}
