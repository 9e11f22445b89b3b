import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/** What an answer names by id; each kind has one source of names (see `Names`). */
export type NamedKind = 'ACTOR' | 'DIVISION' | 'TEAM';

/** Of what a field is the name. */
export interface NameOf {
  readonly kind: NamedKind;
  /** The field with the id. */
  readonly id: string;
}

/** Marks a field that is filled when the answer leaves. A symbol: mapped types carry it along, the document leaves it out. */
export const NAME_OF = Symbol('volunteer-ledger:name-of');

interface IdOptions {
  readonly nullable?: boolean;
  /** Several ids; the names stand in the same order. */
  readonly list?: boolean;
}
interface NameField {
  readonly kind: NamedKind;
  readonly as: string;
  readonly description: string;
  readonly example: string;
}

/**
 * Who did something, as `actorIdOf` writes it, and beside it `<field>Name` (of a list `<field>Names`): null where the machine
 * acted and where the account is gone; of a volunteer whom the reader may not read, the surname and a star.
 *
 * @param label what the person did: 提出人.
 */
export function ActorField(label: string, options: IdOptions = {}): PropertyDecorator {
  return named({ type: String, description: label }, options, (id) => ({
    ...{ kind: 'ACTOR', as: `${id}Name${options.list === true ? 's' : ''}`, example: '王敏' },
    description: `${label}的姓名；无权看全名的只见姓，系统办理的、已注销的为空`,
  }));
}

/** The id of a division, and beside it its name: `fromDivisionId` and `fromDivisionName`. */
export function DivisionField(label: string, options: IdOptions = {}): PropertyDecorator {
  return placed('DIVISION', label, '幸福社区', options);
}

/** The id of a team, and beside it its name: `toTeamId` and `toTeamName`. */
export function TeamField(label: string, options: IdOptions = {}): PropertyDecorator {
  return placed('TEAM', label, '护河志愿服务队', options);
}

function placed(kind: NamedKind, label: string, example: string, options: IdOptions): PropertyDecorator {
  return named({ type: String, format: 'uuid', description: label }, options, (id) => ({
    ...{ kind, as: id.replace(/Id$/, 'Name'), description: `${label}的名称`, example },
  }));
}

function named(
  id: { readonly type: typeof String; readonly description: string; readonly format?: string },
  { nullable = false, list = false }: IdOptions,
  nameOf: (field: string) => NameField,
): PropertyDecorator {
  return (target, key) => {
    const { kind, as, ...said } = nameOf(String(key));
    const mark = { [NAME_OF]: { kind, id: String(key) } satisfies NameOf };
    ApiProperty({ ...id, ...(list ? { isArray: true } : nullable && { nullable }) })(target, key);
    const name: ApiPropertyOptions = list
      ? { type: 'array', items: { type: 'string', nullable: true }, ...said, example: [said.example] }
      : { type: String, ...said, ...((kind === 'ACTOR' || nullable) && { nullable: true }) };
    ApiProperty({ ...name, ...mark })(target, as);
  };
}
