import { Global, Module } from '@nestjs/common';
import { InstallationMode } from '../../data/installation';
import { ExceljsSpreadsheetReader } from './exceljs-spreadsheet-reader';
import { ExceljsWorkbookWriter } from './exceljs-workbook-writer';
import { PdfRenderer } from './pdf-renderer';
import { SpreadsheetReader } from './spreadsheet-reader';
import { TypstPdfRenderer } from './typst-pdf-renderer';
import { WorkbookWriter } from './workbook';

/** The engines behind the papers people hold in their hands. One PDF compiler per process: it keeps the fonts loaded. */
@Global()
@Module({
  providers: [
    {
      provide: PdfRenderer,
      inject: [InstallationMode],
      useFactory: (mode: InstallationMode) => new TypstPdfRenderer(() => mode.isPractice),
    },
    {
      provide: WorkbookWriter,
      inject: [InstallationMode],
      useFactory: (mode: InstallationMode) => new ExceljsWorkbookWriter(() => mode.isPractice),
    },
    { provide: SpreadsheetReader, useClass: ExceljsSpreadsheetReader },
  ],
  exports: [PdfRenderer, WorkbookWriter, SpreadsheetReader],
})
export class DocumentsModule {}
