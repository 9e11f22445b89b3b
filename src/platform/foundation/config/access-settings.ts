import { z } from 'zod';
import { type ExternalProvider, providerSettings } from './provider-settings';
import { isSafeTarget, unsafeTarget } from './safe-target';

/** How people get in, and what administrators are separated from. */
export const accessSettings = {
  /**
   * System, security and audit administrators are three people, and only the security administrator manages accounts.
   * Default: wherever it is not practice.
   */
  THREE_ADMINS: z.stringbool().optional(),
  /** Administrators get nothing done before they have set up one-time codes. */
  REQUIRE_TOTP: z.stringbool().default(false),
  /** A session that was not used for so long ends; 0: only its refresh token's 30 days count. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(0).max(43_200).default(0),
  /**
   * After how long the operator may release what waits for a second administrator. Shorter is not allowed, and nothing waits
   * longer than a slip does.
   */
  RELEASE_AFTER_HOURS: z.coerce.number().int().min(72).max(160).default(72),
  /** Where text messages are handed over: HTTP POST of JSON, signed with SMS_SECRET. */
  SMS_URL: z.url({ error: '须是完整网址,如 https://sms.example.cn/send' }).optional(),
  SMS_SECRET: z.string().min(32, '至少 32 个字符').optional(),
  ...providerSettings,
};

export interface AccessConfig {
  /** null: as the installation's use says (see AccountRules). */
  readonly threeAdmins: boolean | null;
  readonly requireTotp: boolean;
  /** null: sessions do not end for being idle. */
  readonly sessionIdleMs: number | null;
  readonly releaseAfterMs: number;
  /** null: no text messages (in demonstrations they go to the terminal). */
  readonly sms: { readonly url: string; readonly secret: string } | null;
  /** Gateways through which people sign in; empty: none. */
  readonly providers: readonly ExternalProvider[];
}

type AccessSettings = z.infer<z.ZodObject<typeof accessSettings>>;

export function accessConfigOf(settings: AccessSettings): AccessConfig {
  const { SMS_URL: url, SMS_SECRET: secret, SESSION_IDLE_MINUTES: idle } = settings;
  return {
    threeAdmins: settings.THREE_ADMINS ?? null,
    requireTotp: settings.REQUIRE_TOTP,
    sessionIdleMs: idle === 0 ? null : idle * 60_000,
    releaseAfterMs: settings.RELEASE_AFTER_HOURS * 3_600_000,
    sms: url !== undefined && secret !== undefined ? { url, secret } : null,
    providers: settings.SIGN_IN_PROVIDERS,
  };
}

/** What does not go together, in Chinese. */
export function accessProblems({ SMS_URL: url, SMS_SECRET: secret }: AccessSettings): readonly string[] {
  const problems: string[] = [];
  if ((url === undefined) !== (secret === undefined)) problems.push('SMS_URL 和 SMS_SECRET 须一起提供,或都不提供');
  if (url !== undefined && !isSafeTarget(url)) {
    problems.push(`SMS_URL: ${unsafeTarget}`);
  }
  return problems;
}
