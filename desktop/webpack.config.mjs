/**
 * The desktop's three bundles in desktop/dist: the page (with the connect page beside it), the preload, the main
 * process. The preload is one CommonJS file: a sandboxed preload can load nothing but Electron.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import MinimizerPlugin from 'minimizer-webpack-plugin';

const { resolve } = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const scripts = {
  test: /\.tsx?$/,
  exclude: /node_modules\/(?!@communitrak\/)/,
  use: {
    loader: resolve('swc-loader'),
    options: {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2023',
      },
    },
  },
};
const styles = {
  test: /\.css$/,
  use: [MiniCssExtractPlugin.loader, { loader: resolve('css-loader'), options: { url: false } }],
};

/** What all three share. No `eval` in source maps: the page's policy forbids it. */
const common = (mode) => ({
  mode,
  context: here('.'),
  devtool: 'source-map',
  module: { rules: [scripts] },
  resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  performance: { hints: false },
  stats: 'errors-warnings',
});

/** Bundles for Electron's own processes: loaded from disk, so readable stack traces are worth more than size. */
const electron = (mode, name, target, entry) => ({
  ...common(mode),
  name,
  target,
  entry: here(entry),
  output: { path: here('dist'), filename: `${name}.cjs`, library: { type: 'commonjs2' } },
  optimization: { minimize: false },
  node: { __dirname: false, __filename: false },
});

const page = (filename, template, chunk) =>
  new HtmlWebpackPlugin({ filename, template: here(template), chunks: [chunk], scriptLoading: 'defer' });

const renderer = (mode) => ({
  ...common(mode),
  name: 'renderer',
  target: ['web', 'es2023'],
  entry: { main: here('src/renderer/index.tsx'), connect: here('src/renderer/connect.ts') },
  output: {
    path: here('dist/renderer'),
    filename: 'assets/[name].[contenthash:8].js',
    publicPath: '/',
    clean: true,
  },
  module: { rules: [scripts, styles] },
  optimization: { minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify })] },
  plugins: [
    new MiniCssExtractPlugin({ filename: 'assets/[name].[contenthash:8].css' }),
    page('index.html', 'src/renderer/index.html', 'main'),
    page('connect.html', 'src/renderer/connect.html', 'connect'),
  ],
});

export default function configuration(_env, { mode = 'production' } = {}) {
  return [
    renderer(mode),
    electron(mode, 'preload', 'electron-preload', 'src/preload/preload.ts'),
    electron(mode, 'main', 'electron-main', 'src/main/main.ts'),
  ];
}
