import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { AuditedRead } from '../../../platform/data/audit/audited-read';
import { AllowSignedIn, CurrentActor } from '../../../platform/delivery/http/decorators';
import { IdPipe } from '../../../platform/delivery/http/id.pipe';
import type { Actor } from '../../../platform/foundation/actor/actor';
import { PrintCertificate, type PrintedCertificate } from '../application/print-certificate';
import { ShowCertificates } from '../application/show-certificates';
import { ListedCertificateResponse } from './certificate.requests';

/** Open to everybody who has signed in: the use cases let in the holder and staff with certificate.read in scope. */
@ApiTags('证明')
@Controller('certificates/:certificateId')
export class CertificateDocumentsController {
  constructor(
    private readonly show: ShowCertificates,
    private readonly print: PrintCertificate,
  ) {}

  @Get()
  @AllowSignedIn()
  @ApiOperation({ summary: '查看证明', operationId: 'getCertificate' })
  @ApiOkResponse({ type: ListedCertificateResponse })
  async get(
    @CurrentActor() actor: Actor,
    @Param('certificateId', IdPipe) certificateId: string,
  ): Promise<ListedCertificateResponse> {
    return this.show.one(actor, certificateId);
  }

  @Get('document')
  @AllowSignedIn()
  @AuditedRead('certificates.print')
  @ApiOperation({ summary: '下载证明(PDF)', operationId: 'downloadCertificate' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async document(
    @CurrentActor() actor: Actor,
    @Param('certificateId', IdPipe) certificateId: string,
  ): Promise<StreamableFile> {
    return pdfFile(await this.print.execute(actor, certificateId));
  }
}

function pdfFile({ pdf, fileName }: PrintedCertificate): StreamableFile {
  return new StreamableFile(pdf, {
    type: 'application/pdf',
    disposition: `attachment; filename="${fileName}"`,
    length: pdf.length,
  });
}
