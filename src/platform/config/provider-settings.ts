import { z } from 'zod';
import { isSafeTarget } from './safe-target';

/** A gateway that speaks OpenID Connect and vouches for people. */
export interface ExternalProvider {
  /** Stands in addresses and in the database: never change it. */
  readonly id: string;
  /** Chinese, as it stands on the button. */
  readonly label: string;
  /** Where `/.well-known/openid-configuration` is found. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Separated by blanks; `openid` is one of them. */
  readonly scopes: string;
  /** The gateway checks phones itself: a verified one may open the one account that goes by it. */
  readonly trustsPhone: boolean;
}

const provider = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/, 'id 只用小写字母、数字和 -'),
  label: z.string().min(1, 'label 不能为空').max(20, 'label 最多 20 个字'),
  issuer: z.url({ error: 'issuer 须是完整网址', abort: true }).refine(isSafeTarget, {
    error: 'issuer 须是 https 地址;只有本机(127.0.0.1、localhost)可以用 http。网址里不能带用户名和密码',
  }),
  clientId: z.string().min(1, 'clientId 不能为空'),
  clientSecret: z.string().min(8, 'clientSecret 至少 8 个字符'),
  scopes: z
    .string()
    .regex(/(^| )openid( |$)/, 'scopes 须含 openid,用空格分开')
    .default('openid'),
  trustsPhone: z.boolean('trustsPhone 须是 true 或 false').default(false),
});

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
    const { data, error } = provider.safeParse(item);
    if (!data) return `第 ${index + 1} 个不对:${complaintOf(error)}`;
    providers.push(data);
  }
  const ids = new Set(providers.map(({ id }) => id));
  return ids.size < providers.length ? 'id 有重复,每个登录平台须有自己的 id' : providers;
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
