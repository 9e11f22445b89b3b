import { z } from 'zod';
import { isSafeTarget, unsafeTarget } from './safe-target';

/** What a gateway of plain OAuth 2 (RFC 6749) does not publish: where it answers, and how it names a person. */
export interface PlainOAuth {
  readonly authorizationEndpoint: string;
  readonly tokenEndpoint: string;
  /** Says in JSON whose token it is. */
  readonly userinfoEndpoint: string;
  /** Where the person's stable name stands in that answer, e.g. `data.openid`. */
  readonly subjectField: string;
  /** Where a phone stands that the gateway has checked; null: nowhere. */
  readonly phoneField: string | null;
}

/** A gateway that speaks OpenID Connect, or plain OAuth 2, and vouches for people. */
export interface ExternalProvider {
  /** Stands in addresses and in the database: never change it. */
  readonly id: string;
  /** Chinese, as it stands on the button. */
  readonly label: string;
  /** Where `/.well-known/openid-configuration` is found; of plain OAuth 2 just its name, never to be changed. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Separated by blanks; with OpenID Connect `openid` is one of them. */
  readonly scopes: string;
  /** The gateway checks phones itself: a verified one may open the one account that goes by it. */
  readonly trustsPhone: boolean;
  /** Null: OpenID Connect. */
  readonly plain: PlainOAuth | null;
}

const common = {
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'id 只用小写字母、数字和 -'),
  label: z.string().min(1, 'label 不能为空').max(20, 'label 最多 20 个字'),
  issuer: address('issuer'),
  clientId: z.string().min(1, 'clientId 不能为空'),
  clientSecret: z.string().min(8, 'clientSecret 至少 8 个字符'),
  trustsPhone: z.boolean('trustsPhone 须是 true 或 false').default(false),
};

const openIdProvider = z.strictObject({
  ...common,
  scopes: z
    .string()
    .regex(/(^| )openid( |$)/, 'scopes 须含 openid,用空格分开')
    .default('openid'),
});

const plainProvider = z.strictObject({
  ...common,
  scopes: z.string().default(''),
  oauth2: z.strictObject({
    authorizationEndpoint: address('authorizationEndpoint'),
    tokenEndpoint: address('tokenEndpoint'),
    userinfoEndpoint: address('userinfoEndpoint'),
    subjectField: fieldPath('subjectField'),
    phoneField: fieldPath('phoneField').nullable().default(null),
  }),
});

function address(name: string) {
  return z
    .url({ error: `${name} 须是完整网址`, abort: true })
    .refine(isSafeTarget, { error: `${name} ${unsafeTarget}` });
}

function fieldPath(name: string) {
  return z.string().regex(/^\w+(\.\w+)*$/, `${name} 须是字段名,多层用点分开,如 data.openid`);
}

const EXAMPLE = '[{"id":"gov","label":"政务服务网","issuer":"https://…","clientId":"…","clientSecret":"…"}]';

export const providerSettings = {
  /** Gateways through which people sign in, as JSON. */
  SIGN_IN_PROVIDERS: z
    .string()
    .optional()
    .transform((text, context): readonly ExternalProvider[] => {
      if (text === undefined) return [];
      const read = readProviders(text);
      if (typeof read !== 'string') return read;
      context.addIssue({ code: 'custom', message: read });
      return z.NEVER;
    }),
};

/** The list, or in Chinese what it lacks, without what stands in it: there are secrets. */
function readProviders(text: string): readonly ExternalProvider[] | string {
  const list = listOf(text);
  if (list === null) return `须是 JSON 数组,如 ${EXAMPLE}`;
  const providers: ExternalProvider[] = [];
  for (const [index, item] of list.entries()) {
    const read = readProvider(item);
    if (typeof read === 'string') return `第 ${index + 1} 个不对:${read}`;
    providers.push(read);
  }
  const ids = new Set(providers.map(({ id }) => id));
  return ids.size < providers.length ? 'id 有重复,每个登录平台须有自己的 id' : providers;
}

function readProvider(item: unknown): ExternalProvider | string {
  if (typeof item === 'object' && item !== null && 'oauth2' in item) {
    const { data, error } = plainProvider.safeParse(item);
    if (!data) return complaintOf(error);
    const { oauth2, ...rest } = data;
    return { ...rest, plain: oauth2 };
  }
  const { data, error } = openIdProvider.safeParse(item);
  return data ? { ...data, plain: null } : complaintOf(error);
}

function complaintOf({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue?.code === 'unrecognized_keys') return `没有这个字段:${issue.keys.join('、')}`;
  return issue?.code === 'invalid_type' ? `缺少 ${issue.path.join('.')},或类型不对` : (issue?.message ?? '');
}

function listOf(text: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
