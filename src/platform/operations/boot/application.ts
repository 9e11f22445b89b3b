import type { Type } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { projectRoot } from '../../foundation/config/project-root';
import { logRequests } from '../../delivery/http/request-log';
import { InstallationMode } from '../../data/installation';
import { WaitingQueues } from '../../security/waiting';
import { finishDocument } from '../../delivery/http/contract/finish-document';
import { sendEtags } from '../../delivery/http/etag';
import { nameAnswers } from '../../delivery/http/names';
import { securityHeaders } from '../../delivery/http/security-headers';
import { OPEN_ADDRESSES } from '../../delivery/http/open-addresses';
import { leadPeople } from '../../delivery/http/front-door';
import { practiceBannerStyle, stampPages } from '../../delivery/http/practice-banner';
import { refuseAddress } from '../../delivery/http/unreadable-address';

const BODY_LIMIT_BYTES = 1_048_576;
const UPLOAD_LIMIT_BYTES = 20 * 1_048_576;

export const API_PREFIX = 'api/v1';

/** Our own addresses outside the API; those of features come with the module. */
const OUTSIDE_THE_API = ['health/live', 'health/ready', 'sign-in', 'invitation'] as const;

export interface ApplicationOptions {
  /** Reverse proxies before the service, see AppConfig. */
  readonly trustedProxyHops: number;
}

/** Builds the HTTP application, not yet listening: limits, headers, prefix. One place for servers, tests and the CLI. */
export async function createApplication(
  module: Type | DynamicModule,
  options: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const headers = securityHeaders();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: options.trustedProxyHops,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    frameworkErrors: refuseAddress(headers),
  });
  // Nest's own start-up lines are of no use to the person at the terminal; problems are.
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: ['error', 'fatal', 'warn'] });
  const ofFeatures = app.get<readonly string[]>(OPEN_ADDRESSES);
  app.setGlobalPrefix(API_PREFIX, { exclude: [...OUTSIDE_THE_API, ...ofFeatures] });
  const server = adapter.getInstance();
  server.addHook('onRequest', (_request, reply, next) => {
    void reply.headers(headers);
    next();
  });
  await app.register(cookie);
  logRequests(server);
  sendEtags(server);
  nameAnswers(app);
  const mode = app.get(InstallationMode, { strict: false });
  stampPages(server, () => mode.isPractice);
  leadPeople(server, () => mode.isChosen);
  // After the body was read: what comes before a stream's end is another asynchronous context.
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT_BYTES, files: 1, fields: 10 } });
  return app;
}

/** Switches to structured logs; called when the application listens. */
export function useStructuredLogs(app: NestFastifyApplication): void {
  app.useLogger(app.get(Logger));
}

/** The OpenAPI 3.1 document of the application. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('志愿服务积分与时长台账')
    .setDescription(
      '街道与社区志愿服务:登记、活动、打卡、服务时长、台账、积分、评选、证明。错误一律为 application/problem+json。',
    )
    .setVersion('1')
    .setLicense('UNLICENSED', '/api/docs')
    .addServer('/', '这台服务器')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth();
  const document = SwaggerModule.createDocument(app, builder.build(), { ignoreGlobalPrefix: false });
  nameQueues(document, app.get(WaitingQueues, { strict: false }));
  return finishDocument(document);
}

/** The codes are what the rooms have declared, so no list of them stands anywhere. */
function nameQueues(document: OpenAPIObject, queues: WaitingQueues): void {
  const schema = document.components?.schemas?.['WaitingQueueResponse'];
  const code = schema && 'properties' in schema ? schema.properties['code'] : undefined;
  if (code) Object.assign(code, { enum: queues.all().map((queue) => queue.code) });
}

/** Serves the OpenAPI page at /api/docs and the document at /api/docs-json. */
export function serveApiDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    customSiteTitle: '志愿服务台账 API',
    customCss: practiceBannerStyle,
    // Its library looks for its files beside its own code, which after the build stands in one file with ours.
    customSwaggerUiPath: dirname(require.resolve('swagger-ui-dist/package.json', { paths: [projectRoot()] })),
  });
}
