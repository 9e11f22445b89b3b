import {
  applyDecorators,
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  UseInterceptors,
} from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { TokenPair } from '../tokens';
import { SessionCookies } from './session-cookies';

export class TokenPairResponse {
  @ApiProperty({ description: '访问令牌,15 分钟内有效,放在 Authorization: Bearer 头里' })
  accessToken!: string;

  @ApiProperty({ description: '访问令牌的有效秒数' })
  accessTokenExpiresInSeconds!: number;

  @ApiProperty({ description: '刷新令牌,只能用一次' })
  refreshToken!: string;
}

/** The session is in cookies; no script sees its tokens. */
export class CookieSessionResponse {
  @ApiProperty({ description: '防伪令牌,改动数据时放在 X-CSRF-Token 头里;也在可读的 csrf-token Cookie 里' })
  csrfToken!: string;

  @ApiProperty({ description: '到这么多秒后须调用 /auth/refresh' })
  accessTokenExpiresInSeconds!: number;
}

/** Hands a session over as tokens, or as cookies where the request asks for them. */
@Injectable()
export class SessionInterceptor implements NestInterceptor {
  constructor(private readonly cookies: SessionCookies) {}

  intercept(
    context: ExecutionContext,
    next: CallHandler<TokenPair>,
  ): Observable<TokenPairResponse | CookieSessionResponse> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const isByCookie = this.cookies.isAskedFor(request);
    if (isByCookie) this.cookies.requireOwnPage(request);
    void reply.header('Cache-Control', 'no-store');
    return next.handle().pipe(
      map((tokens) => {
        const { accessToken, accessTokenExpiresInSeconds, refreshToken } = tokens;
        if (!isByCookie) return { accessToken, accessTokenExpiresInSeconds, refreshToken };
        return { csrfToken: this.cookies.set(request, reply, tokens), accessTokenExpiresInSeconds };
      }),
    );
  }
}

/** For routes whose handler returns a new session's `TokenPair`. */
export function OpensSession(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(SessionInterceptor),
    ApiHeader({
      name: 'X-Session',
      required: false,
      schema: { type: 'string', enum: ['tokens', 'cookie'], default: 'tokens' },
      description: '浏览器页面用 cookie:令牌放进脚本读不到的 Cookie,改动数据时另带 X-CSRF-Token 头',
    }),
    ApiExtraModels(TokenPairResponse, CookieSessionResponse),
    ApiOkResponse({
      schema: { oneOf: [{ $ref: getSchemaPath(TokenPairResponse) }, { $ref: getSchemaPath(CookieSessionResponse) }] },
    }),
  );
}
