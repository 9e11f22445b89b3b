import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public } from '../../../../platform/delivery/http/decorators';
import { TextField } from '../../../../platform/delivery/http/fields';
import { type ConsentPurpose, consentPurposes } from '../../person';
import { type ConsentText, consentTextsOf, CURRENT_CONSENT_VERSION } from '../domain/consent-texts';
import { volunteerErrors } from '../../errors';

export class ConsentTextsQuery {
  @TextField({ label: '版本', max: 40, optional: true, description: '不填则为现行版本', example: '2026-1' })
  version?: string;
}

export class ConsentTextResponse implements ConsentText {
  @ApiProperty({ enum: [...consentPurposes], description: '用途' })
  purpose!: ConsentPurpose;

  @ApiProperty({ description: '标题', example: '登记为志愿者' })
  title!: string;

  @ApiProperty({ description: '版本，同意时原样带上', example: '2026-1' })
  version!: string;

  @ApiProperty({ description: '是否必须同意才能登记' })
  isRequired!: boolean;

  @ApiProperty({ type: [String], description: '正文，每项一段', example: ['服务记录入账以前要公示，让大家监督。'] })
  paragraphs!: readonly string[];
}

export class ConsentTextListResponse {
  @ApiProperty({ description: '现行版本', example: '2026-1' })
  currentVersion!: string;

  @ApiProperty({ type: [ConsentTextResponse], description: '每个用途一份' })
  items!: readonly ConsentTextResponse[];
}

@ApiTags('志愿者登记')
@Controller('consent-texts')
export class ConsentTextsController {
  @Get()
  @Public('登记以前要能读到同意的是什么')
  @ApiOperation({ summary: '同意书的正文，按版本', operationId: 'listConsentTexts' })
  @ApiOkResponse({ type: ConsentTextListResponse })
  list(@Query() { version = CURRENT_CONSENT_VERSION }: ConsentTextsQuery): ConsentTextListResponse {
    const items = consentTextsOf(version);
    if (!items) throw volunteerErrors.refuse('CONSENT_TEXT_UNKNOWN', { field: 'version' });
    return { currentVersion: CURRENT_CONSENT_VERSION, items };
  }
}
