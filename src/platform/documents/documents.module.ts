import { Global, Module } from '@nestjs/common';
import { PdfRenderer } from './pdf-renderer';
import { TypstPdfRenderer } from './typst-pdf-renderer';

/** The engines behind the papers people hold in their hands. One PDF compiler per process: it keeps the fonts loaded. */
@Global()
@Module({ providers: [{ provide: PdfRenderer, useClass: TypstPdfRenderer }], exports: [PdfRenderer] })
export class DocumentsModule {}
