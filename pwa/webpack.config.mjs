/**
 * The browser's app in pwa/dist, served under `/app/`: page, hashed parts, service worker, manifest and icons. With
 * `--env kit` the same and the catalogue of the kit's parts, in a folder that is never served to members.
 */
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { InjectManifest } from 'workbox-webpack-plugin';
import { Precompress } from '../shared/config/precompress.mjs';
import {
  assetModuleFilename,
  common,
  flags,
  minimizer,
  parser,
  scripts,
  styles,
} from '../shared/config/webpack.common.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default function configuration({ kit = false } = {}, { mode = 'production' } = {}) {
  return {
    ...common(mode),
    target: ['web', 'es2022'],
    context: here('.'),
    entry: { boot: here('../shared/ui/app/boot.ts'), main: here('src/app/index.tsx') },
    output: {
      path: here(kit ? '../.cache/kit' : 'dist'),
      publicPath: '/app/',
      filename: 'assets/[name].[contenthash:10].js',
      chunkFilename: 'assets/[name].[contenthash:10].js',
      assetModuleFilename,
      clean: true,
    },
    module: { rules: [scripts, styles], parser },
    optimization: { minimizer, moduleIds: 'deterministic', chunkIds: 'deterministic' },
    plugins: [
      flags(kit || mode === 'development'),
      new MiniCssExtractPlugin({
        filename: 'assets/[name].[contenthash:10].css',
        chunkFilename: 'assets/[name].[contenthash:10].css',
        // Each feature's sheet names only its own classes, so their order among one another means nothing.
        ignoreOrder: true,
      }),
      new HtmlWebpackPlugin({
        template: here('src/app/index.html'),
        scriptLoading: 'defer',
        // In this order: it listens for what comes after it.
        chunks: ['boot', 'main'],
        chunksSortMode: 'manual',
      }),
      new CopyPlugin({ patterns: [{ from: here('public'), to: '.' }] }),
      new InjectManifest({
        swSrc: here('src/worker/sw.ts'),
        swDest: 'sw.js',
        // The shell and nothing else; data has its own place. Maps are for the developer, icons for the system.
        exclude: [/\.map$/, /\.br$/, /^icons\//, /\.webmanifest$/],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      }),
      ...(mode === 'production' ? [new Precompress()] : []),
    ],
  };
}
