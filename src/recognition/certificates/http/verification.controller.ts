import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../../../platform/delivery/http/decorators';
import { renderPage } from '../../../platform/delivery/http/html-page';
import { LimitedBy } from '../../../platform/delivery/http/limits';
import { VerifyCertificate } from '../application/verify-certificate';
import { certificateErrors } from '../errors';
import type { PublicCertificate } from '../persistence/certificate-directory';
import { CertificateVerificationResponse } from './certificate.requests';
import { verificationPage } from './verification-page';

/** What the QR code of a certificate leads to: a page for a phone's browser, JSON for programs. */
@ApiTags('证明核验')
@Controller('verify')
export class VerificationController {
  constructor(private readonly verify: VerifyCertificate) {}

  @Get(':code')
  @Public('扫码核验证明,只返回编号、时间段、总时长、状态、脱敏姓名和台账检查点')
  @LimitedBy('verification')
  @ApiOperation({ summary: '核验证明', operationId: 'verifyCertificate' })
  @ApiProduces('application/json', 'text/html')
  @ApiOkResponse({ type: CertificateVerificationResponse })
  @ApiNotFoundResponse({ description: '没有查到;校验码有误与不存在的回答相同' })
  async byCode(
    @Param('code') code: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificateVerificationResponse | string> {
    return answer(await this.verify.execute(code), accept ?? '', reply);
  }
}

function answer(
  certificate: PublicCertificate | null,
  accept: string,
  reply: FastifyReply,
): CertificateVerificationResponse | string {
  void reply.header('Cache-Control', 'no-store').header('Vary', 'Accept');
  if (accept.includes('text/html')) {
    void reply.status(certificate ? 200 : 404);
    return renderPage(reply, verificationPage(certificate));
  }
  if (!certificate) throw certificateErrors.refuse('CERTIFICATE_NOT_FOUND');
  return CertificateVerificationResponse.of(certificate);
}
