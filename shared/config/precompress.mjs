/**
 * Writes each script, style sheet and font once more as `.br`, at the quality that takes seconds: done once a build, so that a phone on a weak
 * line waits for fewer bytes. The server sends it to whoever takes it (sync-server/src/http/app-files.ts).
 */
import { brotliCompressSync, constants } from 'node:zlib';

/** Letters too: a TrueType font is tables, which press well. */
const TEXT = /^assets\/[^/]+\.(js|css|ttf)$/;
/** Less than this fits into the first packets anyway. */
const LEAST_BYTES = 1024;

export class Precompress {
  apply(compiler) {
    const { Compilation, sources } = compiler.webpack;
    compiler.hooks.thisCompilation.tap('Precompress', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tap({ name: 'Precompress', stage }, (assets) => {
        for (const [name, source] of Object.entries(assets)) {
          const bytes = source.buffer();
          if (!TEXT.test(name) || bytes.length < LEAST_BYTES) continue;
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          compilation.emitAsset(`${name}.br`, new sources.RawSource(brotliCompressSync(bytes, { params })));
        }
      });
    });
  }
}
