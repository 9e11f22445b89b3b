import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type {} from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { defineErrors } from '../../../kernel/domain-error';

export const uploadErrors = defineErrors({
  UPLOAD_MISSING: { kind: 'invalid', sentence: '没有收到文件,请以表单上传(字段名 file)后再提交。' },
});

/** The one uploaded file of a multipart request. Its size is limited by the application. @throws UPLOAD_MISSING */
export const UploadedFile = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<Buffer> => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) throw uploadErrors.refuse('UPLOAD_MISSING', { field: 'file' });
  return part.toBuffer();
});

/** Documents the file; goes with `@UploadedFile()`. */
export function ApiUpload(description: string): MethodDecorator {
  return applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary', description } },
      },
    }),
  );
}
