import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

const DOCUMENT = 'https://contract.invalid/openapi.json';
const file = path.resolve(__dirname, '../../config/openapi.json');

interface Answer {
  readonly content?: Readonly<Record<string, object>>;
}
interface Operation {
  readonly responses: Readonly<Record<string, Answer | { readonly $ref: string }>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Holds every JSON answer of an application against the committed document; see `faults`. */
export class ContractCheck {
  private readonly found = new Set<string>();
  private readonly validators = new Map<string, ValidateFunction | null>();
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: true });
  private readonly paths: Paths;
  private readonly shared: Readonly<Record<string, Answer>>;

  private constructor() {
    addFormats(this.ajv);
    const document = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly paths: Paths;
      readonly components: { readonly responses: Readonly<Record<string, Answer>> };
    };
    this.shared = document.components.responses;
    this.ajv.addSchema({ $id: DOCUMENT, ...document });
    this.paths = document.paths;
  }

  /** Begins before the application listens. */
  static of(app: NestFastifyApplication): ContractCheck {
    const check = new ContractCheck();
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onSend', (request, reply, payload, done) => {
        const type = String(reply.getHeader('content-type') ?? '').split(';')[0] ?? '';
        const { url } = request.routeOptions;
        if (type.endsWith('json') && typeof payload === 'string' && url !== undefined) {
          check.look({ method: request.method.toLowerCase(), url, status: reply.statusCode, type }, payload);
        }
        done();
      });
    return check;
  }

  /** What did not fit, a line each: operation, status and where. */
  get faults(): readonly string[] {
    return [...this.found].sort();
  }

  private look(
    answer: { readonly method: string; readonly url: string; readonly status: number; readonly type: string },
    payload: string,
  ): void {
    const template = answer.url.replace(/:([A-Za-z]+)/g, '{$1}');
    const operation = this.paths[template]?.[answer.method];
    // What is not in the document at all: pages, probes of odd addresses, and failures that tests plant.
    if (!operation || answer.status === 500) return;
    const name = `${answer.method} ${template} ${String(answer.status)}`;
    const [place, documented] = this.answerOf(operation, ['paths', template, answer.method], String(answer.status));
    if (!documented?.content?.[answer.type]) {
      const { code } = JSON.parse(payload) as { readonly code?: string };
      this.found.add(`${name}: not documented as ${answer.type} ${code ?? ''}`);
      return;
    }
    const validate = this.validatorOf([...place, 'content', answer.type, 'schema']);
    if (!validate || validate(JSON.parse(payload))) return;
    for (const error of validate.errors ?? []) {
      if (isFilledIn(valueAt(JSON.parse(payload), error.instancePath))) continue;
      const where = error.instancePath.replace(/\/\d+/g, '/*');
      const value = error.keyword === 'enum' ? JSON.stringify(valueAt(JSON.parse(payload), error.instancePath)) : '';
      this.found.add(`${name}: ${where || '/'} ${error.message ?? ''} ${value}`.trim());
    }
  }

  /** What an operation says of a status, and where that stands: with it, or shared with others. */
  private answerOf(
    operation: Operation,
    place: readonly string[],
    status: string,
  ): readonly [readonly string[], Answer | undefined] {
    const answer = operation.responses[status];
    if (!answer || !('$ref' in answer)) return [[...place, 'responses', status], answer];
    const name = answer.$ref.slice('#/components/responses/'.length);
    return [['components', 'responses', name], this.shared[name]];
  }

  private validatorOf(place: readonly string[]) {
    const pointer = place.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const known = this.validators.get(pointer);
    if (known !== undefined) return known;
    const validate = this.ajv.compile({ $ref: `${DOCUMENT}#/${encodeURI(pointer)}` });
    this.validators.set(pointer, validate);
    return validate;
  }
}

/** Rows that a test fills without a past hold texts that say nothing, or none, where the service knows a few. */
function isFilledIn(value: unknown): boolean {
  return typeof value === 'string' && (value === '' || value.startsWith('任意'));
}

function valueAt(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], value);
}
