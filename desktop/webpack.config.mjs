/**
 * The desktop's three bundles in desktop/dist: the page (with the connect page beside it), the preload, the main
 * process. The preload is one CommonJS file: a sandboxed preload can load nothing but Electron.
 */
import { fileURLToPath } from 'node:url';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import {
  assetModuleFilename,
  common,
  flags,
  minimizer,
  scripts,
  styles,
} from '../shared/config/webpack.common.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Written also when nothing in it changed: build.mjs reads from the time of a file whether it is stale. */
const written = { compareBeforeEmit: false };

/** Bundles for Electron's own processes: loaded from disk, so readable stack traces are worth more than size. */
const electron = (mode, name, target, entry) => ({
  ...common(mode),
  context: here('.'),
  module: { rules: [scripts] },
  name,
  target,
  entry: here(entry),
  output: { ...written, path: here('dist'), filename: `${name}.cjs`, library: { type: 'commonjs2' } },
  optimization: { minimize: false },
  node: { __dirname: false, __filename: false },
});

const page = (filename, template, ...chunks) =>
  new HtmlWebpackPlugin({
    filename,
    template: here(template),
    chunks,
    chunksSortMode: 'manual',
    scriptLoading: 'defer',
  });

const renderer = (mode) => ({
  ...common(mode),
  context: here('.'),
  name: 'renderer',
  target: ['web', 'es2022'],
  entry: {
    boot: here('../shared/ui/app/boot.ts'),
    main: here('src/renderer/index.tsx'),
    connect: here('src/renderer/connect.ts'),
  },
  output: {
    ...written,
    path: here('dist/renderer'),
    filename: 'assets/[name].[contenthash:10].js',
    chunkFilename: 'assets/[name].[contenthash:10].js',
    assetModuleFilename,
    publicPath: '/',
    clean: true,
  },
  module: { rules: [scripts, styles] },
  optimization: { minimizer },
  plugins: [
    flags(false),
    new MiniCssExtractPlugin({
      filename: 'assets/[name].[contenthash:10].css',
      chunkFilename: 'assets/[name].[contenthash:10].css',
      // Each feature's sheet names only its own classes, so their order among one another means nothing.
      ignoreOrder: true,
    }),
    page('index.html', 'src/renderer/index.html', 'boot', 'main'),
    page('connect.html', 'src/renderer/connect.html', 'connect'),
    new CopyPlugin({
      patterns: [
        { from: here('../pwa/public/icons/icon.svg'), to: here('dist/renderer/icon.svg') },
        { from: here('../pwa/public/icons/icon-512.png'), to: here('dist/icon.png') },
      ],
    }),
  ],
});

export default function configuration(_env, { mode = 'production' } = {}) {
  return [
    renderer(mode),
    electron(mode, 'preload', 'electron-preload', 'src/preload/preload.ts'),
    electron(mode, 'main', 'electron-main', 'src/main/main.ts'),
  ];
}
