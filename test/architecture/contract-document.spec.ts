import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';

/** The document grows with what one can do, and not with how often it says the same. */
const MOST_BYTES_PER_OPERATION = 3_700;
const file = path.resolve(__dirname, '../../config/openapi.json');

interface Said {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly items?: Said;
  readonly anyOf?: readonly Said[];
  readonly allOf?: readonly Said[];
  readonly oneOf?: readonly Said[];
  readonly additionalProperties?: Said | boolean;
}
type Members = Readonly<Record<string, Said>>;
interface Shape extends Said {
  readonly properties?: Members;
}
interface Parameter extends Said {
  readonly name?: string;
  readonly schema?: Said;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, Said>>;
}
interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Shape>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

/** A member that is another shape is shown by that shape's members. */
function isShape({ $ref, items, anyOf = [], allOf = [], oneOf = [], additionalProperties }: Said): boolean {
  return (
    $ref !== undefined ||
    (items !== undefined && isShape(items)) ||
    (typeof additionalProperties === 'object' && isShape(additionalProperties)) ||
    [...anyOf, ...allOf, ...oneOf].some(isShape)
  );
}

/** Every member and parameter by its place in the document. */
function fieldsOf({ paths, components }: ApiDocument): readonly (readonly [string, Said])[] {
  const parameters = [
    ...Object.entries(components.parameters),
    ...Object.entries(paths).flatMap(([template, item]) =>
      Object.values(item).flatMap((operation) =>
        (operation.parameters ?? []).map((parameter) => [`${template} ${parameter.name ?? ''}`, parameter] as const),
      ),
    ),
  ];
  return [
    ...Object.entries(components.schemas).flatMap(([name, { properties }]) =>
      Object.entries(properties ?? {}).map(([member, said]) => [`${name}.${member}`, said] as const),
    ),
    ...parameters
      .filter(([, { $ref }]) => $ref === undefined)
      .map(([name, said]) => [name, { ...said.schema, description: said.description } as Said] as const),
  ];
}

/** The fields that do not say what they are or what they look like, a line each. */
function silentOf(document: ApiDocument): readonly string[] {
  return fieldsOf(document).flatMap(([place, said]) => [
    ...(said.description === undefined ? [`${place}: no description`] : []),
    ...(said.example === undefined && !isShape(said) ? [`${place}: no example`] : []),
  ]);
}

/** The examples that their own field would refuse. */
function wrongExamplesOf(document: ApiDocument): readonly string[] {
  const ajv = addFormats(new Ajv2020({ strict: false }));
  const refused = (said: Said): boolean =>
    !isShape(said) && said.example !== undefined && !ajv.validate(said, said.example);
  return fieldsOf(document).flatMap(([place, said]) =>
    refused(said) ? [`${place}: ${JSON.stringify(said.example)}`] : [],
  );
}

/** Members that say who or where by an id alone. The codes of who chose something are no ids. */
const NAMED_BY_ID = /(?:[a-z]By|[a-z]ById|[aA]ccountId|^actorId|^userId|[dD]ivisionId)$/;
/** Answers to who has just named the account in the request. */
const JUST_NAMED = ['TotpResetResponse.userId', 'OpenedAccountResponse.userId'];

/** Ids of answers that have no name beside them, a line each. */
function namelessOf({ components: { schemas } }: ApiDocument): readonly string[] {
  const hasName = (members: Members, id: string): boolean => {
    const of = id.replace(/Id$/, '');
    return [`${of}Name`, `${id}Names`, `${of}No`, ...(of === 'user' ? ['displayName'] : [])].some(
      (name) => name in members,
    );
  };
  return Object.entries(schemas)
    .filter(([shape]) => !shape.endsWith('Request'))
    .flatMap(([shape, { properties = {} }]) =>
      Object.entries(properties)
        .filter(([id, { enum: codes }]) => NAMED_BY_ID.test(id) && codes === undefined && !hasName(properties, id))
        .map(([id]) => `${shape}.${id}`),
    );
}

describe('the document of the API', () => {
  const text = readFileSync(file, 'utf8');
  const document = JSON.parse(text) as ApiDocument;

  it('says of every field what it is and what it looks like', () => {
    expect(fieldsOf(document).length).toBeGreaterThan(2_000);
    expect(silentOf(document)).toEqual([]);
  });

  it('gives examples that their own fields take', () => {
    expect(wrongExamplesOf(document)).toEqual([]);
  });

  it('names who did something, and every division, beside the id', () => {
    expect(namelessOf(document).filter((place) => !JUST_NAMED.includes(place))).toEqual([]);
  });

  it('says a refusal once for all operations that refuse the same', () => {
    const own = Object.entries(document.paths).flatMap(([template, item]) =>
      Object.values(item).flatMap(({ responses }) =>
        Object.entries(responses).flatMap(([status, { $ref }]) =>
          /^[45]/.test(status) && $ref === undefined ? [`${template} ${status}`] : [],
        ),
      ),
    );
    expect(own).toEqual([]);
    const operations = Object.values(document.paths).flatMap((item) => Object.keys(item));
    expect(Buffer.byteLength(text) / operations.length).toBeLessThan(MOST_BYTES_PER_OPERATION);
  });

  it('finds a field that says nothing, an example that does not fit, and an id without a name', () => {
    const planted = {
      paths: { '/x/{id}': { get: { parameters: [{ name: 'id', schema: { type: 'string' } }], responses: {} } } },
      components: {
        schemas: {
          Planted: {
            properties: {
              silent: { type: 'string' },
              wrong: { type: 'integer', description: '分钟', example: 'ten' },
              shape: { description: '另一个', $ref: '#/components/schemas/Planted' },
              askedBy: { type: 'string', description: '提出人', example: 'x' },
              decidedBy: { type: 'string', description: '决定人', example: 'x' },
              decidedByName: { type: 'string', description: '决定人的姓名', example: '王敏' },
              toDivisionId: { type: 'string', description: '目标区划', example: 'x' },
              chosenBy: { type: 'string', enum: ['SELF', 'STAFF'], description: '由谁选择', example: 'SELF' },
            },
          },
        },
        parameters: {},
      },
    };
    expect(silentOf(planted)).toEqual([
      'Planted.silent: no description',
      'Planted.silent: no example',
      '/x/{id} id: no description',
      '/x/{id} id: no example',
    ]);
    expect(wrongExamplesOf(planted)).toEqual(['Planted.wrong: "ten"']);
    expect(namelessOf(planted)).toEqual(['Planted.askedBy', 'Planted.toDivisionId']);
  });
});
