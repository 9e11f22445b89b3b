import { ApiProperty } from '@nestjs/swagger';
import type { TokenPair } from '../tokens';

export class TokenPairResponse implements TokenPair {
  @ApiProperty({ description: '访问令牌,15 分钟内有效,放在 Authorization: Bearer 头里' })
  accessToken!: string;

  @ApiProperty({ description: '访问令牌的有效秒数' })
  accessTokenExpiresInSeconds!: number;

  @ApiProperty({ description: '刷新令牌,只能用一次' })
  refreshToken!: string;
}
