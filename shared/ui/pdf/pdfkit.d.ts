/** The part of pdfkit that this room uses, as its browser build and its node build both have it. */
declare module 'pdfkit' {
  interface TextOptions {
    width?: number;
    align?: 'left' | 'right' | 'center';
    lineBreak?: boolean;
    lineGap?: number;
  }
  interface Options {
    autoFirstPage?: boolean;
    bufferPages?: boolean;
    margin?: number;
    size?: [number, number];
    font?: null;
    lang?: string;
    displayTitle?: boolean;
    info?: { Title?: string; Author?: string; Creator?: string };
  }
  export default class PDFDocument {
    /** Where the last text ended. */
    y: number;
    constructor(options?: Options);
    on(event: 'data', listener: (chunk: Uint8Array<ArrayBuffer>) => void): this;
    on(event: 'end', listener: () => void): this;
    on(event: 'error', listener: (error: unknown) => void): this;
    addPage(): this;
    registerFont(name: string, source: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    fillColor(color: string): this;
    strokeColor(color: string): this;
    lineWidth(width: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    stroke(): this;
    text(text: string, x: number, y: number, options?: TextOptions): this;
    heightOfString(text: string, options?: TextOptions): number;
    widthOfString(text: string, options?: TextOptions): number;
    bufferedPageRange(): { start: number; count: number };
    switchToPage(page: number): this;
    flushPages(): void;
    end(): void;
  }
}
