import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  NotContains,
  ValidateNested,
} from 'class-validator';
import { parseLocalDay } from '../../../kernel/local-day';

/**
 * Fields of request and response classes: one decorator carries validation, Chinese message and OpenAPI text.
 * `label` is the field's Chinese name, used in the message and in the documentation.
 */
interface FieldOptions {
  readonly label: string;
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly example?: unknown;
  readonly description?: string;
}

function documented(options: FieldOptions, api: ApiPropertyOptions): PropertyDecorator {
  const rest = {
    ...api,
    description: options.description ? `${options.label}:${options.description}` : options.label,
    required: options.optional !== true,
    ...(options.nullable === true && { nullable: true }),
    ...(options.example !== undefined && { example: options.example }),
  } as ApiPropertyOptions;
  const property = ApiProperty(rest);
  return options.optional === true || options.nullable === true ? applyDecorators(property, IsOptional()) : property;
}

/** Texts become numbers and flags in a query alone: in a body "" is no 0 and true is no 1. */
export const QUERY_GROUP = 'query';
const OF_QUERY = { groups: [QUERY_GROUP] };

function numberOfQuery(): PropertyDecorator {
  return Transform(
    ({ value }: { value: unknown }) =>
      typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
    OF_QUERY,
  );
}

/** No database keeps it. Refused here, so that no form is refused only after it was compared with what is stored. */
const UNSTORABLE = '\u0000';

/** Text, trimmed. Length in characters. */
export function TextField(options: FieldOptions & { min?: number; max: number; pattern?: RegExp; hint?: string }) {
  const min = options.min ?? 1;
  return applyDecorators(
    documented(options, { type: String, minLength: min, maxLength: options.max }),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsString({ message: `${options.label}须为文字。` }),
    NotContains(UNSTORABLE, { message: `${options.label}含有不能保存的字符，请删去后重新填写。` }),
    Length(min, options.max, { message: `${options.label}须为 ${min} 到 ${options.max} 个字。` }),
    ...(options.pattern
      ? [Matches(options.pattern, { message: `${options.label}格式不对${options.hint ? `,${options.hint}` : ''}。` })]
      : []),
  );
}

/** An id: UUID. */
export function IdField(options: FieldOptions) {
  return applyDecorators(
    documented(options, { type: String, format: 'uuid' }),
    IsUUID(undefined, { message: `${options.label}编号格式不对。` }),
  );
}

/** A list of different ids. */
export function IdListField(options: FieldOptions & { minItems?: number; maxItems: number }) {
  const { label, minItems = 1, maxItems } = options;
  return applyDecorators(
    documented(options, {
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      ...{ minItems, maxItems, uniqueItems: true },
    }),
    IsArray({ message: `${label}须为列表。` }),
    ArrayMinSize(minItems, { message: `${label}至少要有 ${minItems} 项。` }),
    ArrayMaxSize(maxItems, { message: `${label}最多 ${maxItems} 项。` }),
    ArrayUnique({ message: `${label}里有重复的,请去掉。` }),
    IsUUID(undefined, { each: true, message: `${label}里有编号格式不对。` }),
  );
}

/** A whole number; the unit belongs into the field's name. */
export function IntField(options: FieldOptions & { min: number; max: number }) {
  return applyDecorators(
    documented(options, { type: 'integer', minimum: options.min, maximum: options.max }),
    numberOfQuery(),
    IsInt({ message: `${options.label}须为整数。` }),
    Min(options.min, { message: `${options.label}不能小于 ${options.min}。` }),
    Max(options.max, { message: `${options.label}不能大于 ${options.max}。` }),
  );
}

/** A decimal number, for coordinates only. */
export function DecimalField(options: FieldOptions & { min: number; max: number }) {
  return applyDecorators(
    documented(options, { type: Number, minimum: options.min, maximum: options.max }),
    IsNumber({}, { message: `${options.label}须为数字。` }),
    Min(options.min, { message: `${options.label}不能小于 ${options.min}。` }),
    Max(options.max, { message: `${options.label}不能大于 ${options.max}。` }),
  );
}

/** true or false; also the texts of a query string. */
export function FlagField(options: FieldOptions) {
  return applyDecorators(
    documented(options, { type: Boolean }),
    Transform(
      ({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value),
      OF_QUERY,
    ),
    IsBoolean({ message: `${options.label}须为 true 或 false。` }),
  );
}

/** One of a fixed list of codes. */
export function ChoiceField(options: FieldOptions & { of: readonly string[] }) {
  return applyDecorators(
    documented(options, { type: String, enum: [...options.of] }),
    IsIn([...options.of], { message: `${options.label}须为以下之一:${options.of.join('、')}。` }),
  );
}

/** Some of a fixed list of codes, in a query: the name again for each. */
export function ChoicesField(options: FieldOptions & { of: readonly string[] }) {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value), OF_QUERY),
    ArrayUnique({ message: `${options.label}不能重复。` }),
    TextListField({ ...options, minItems: 1, maxItems: options.of.length, maxLength: 60 }),
  );
}

/** An instant, ISO 8601 with offset; handed on as text. */
export function InstantField(options: FieldOptions) {
  return applyDecorators(
    documented({ example: '2026-11-28T09:00:00+08:00', ...options }, { type: String, format: 'date-time' }),
    Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/, {
      message: `${options.label}须为带时区的时间,如 2026-11-28T09:00:00+08:00。`,
    }),
    IsISO8601({ strict: true }, { message: `${options.label}不是有效的时间。` }),
  );
}

/** A calendar day, `YYYY-MM-DD`. */
export function DayField(options: FieldOptions) {
  return applyDecorators(
    documented({ example: '2026-11-28', ...options }, { type: String, format: 'date' }),
    Matches(/^\d{4}-\d{2}-\d{2}$/, { message: `${options.label}须为日期,如 2026-11-28。` }),
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseLocalDay(value) === null
        ? `${value} 不存在`
        : value,
    ),
  );
}

/** A list of texts or codes. */
export function TextListField(
  options: FieldOptions & { maxItems: number; maxLength: number; of?: readonly string[]; minItems?: number },
) {
  return applyDecorators(
    documented(options, {
      type: [String],
      maxItems: options.maxItems,
      ...(options.of && { enum: [...options.of], isArray: true }),
    }),
    IsArray({ message: `${options.label}须为列表。` }),
    ArrayMinSize(options.minItems ?? 0, { message: `${options.label}至少要有 ${options.minItems ?? 0} 项。` }),
    ArrayMaxSize(options.maxItems, { message: `${options.label}最多 ${options.maxItems} 项。` }),
    IsString({ each: true, message: `${options.label}的每一项须为文字。` }),
    NotContains(UNSTORABLE, { each: true, message: `${options.label}含有不能保存的字符，请删去后重新填写。` }),
    Length(1, options.maxLength, {
      each: true,
      message: `${options.label}的每一项须为 1 到 ${options.maxLength} 个字。`,
    }),
    ...(options.of
      ? [
          IsIn([...options.of], {
            each: true,
            message: `${options.label}的每一项须为以下之一:${options.of.join('、')}。`,
          }),
        ]
      : []),
  );
}

/** A nested object, or with `list` a list of them. */
export function NestedField(
  type: () => new () => object,
  options: FieldOptions & { list?: { min: number; max: number } },
) {
  const shape = options.list
    ? [
        IsArray({ message: `${options.label}须为列表。` }),
        ArrayMinSize(options.list.min, { message: `${options.label}至少要有 ${options.list.min} 项。` }),
        ArrayMaxSize(options.list.max, { message: `${options.label}最多 ${options.list.max} 项。` }),
      ]
    : [];
  return applyDecorators(
    documented(options, { type: options.list ? [type()] : type() }),
    ...shape,
    // A list where one object belongs, or a list inside the list, passes ValidateNested element by element.
    IsObject({ each: options.list !== undefined, message: `${options.label}格式不对。` }),
    ValidateNested({ each: options.list !== undefined, message: `${options.label}格式不对。` }),
    Type(type),
  );
}
