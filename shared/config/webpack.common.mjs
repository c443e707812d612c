/** Parts that the bundles of the browser's and the desktop's app share. Types are tsc's business; swc only strips them. */
import { createRequire } from 'node:module';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import MinimizerPlugin from 'minimizer-webpack-plugin';
import webpack from 'webpack';

const { resolve } = createRequire(import.meta.url);

/** TypeScript and JSX; our own workspaces count as sources although they lie behind links in node_modules. */
export const scripts = {
  test: /\.tsx?$/,
  exclude: /node_modules\/(?!@communitrak\/)/,
  use: {
    loader: resolve('swc-loader'),
    options: {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        transform: { react: { runtime: 'automatic' } },
        target: 'es2022',
      },
    },
  },
};

/** Style sheets of their own, so that the page's policy needs no leave for them. */
export const styles = {
  test: /\.css$/,
  use: [MiniCssExtractPlugin.loader, { loader: resolve('css-loader'), options: { url: false } }],
};

/** Files that a part of the app fetches by itself: the letters of its documents. Named like the rest, so that they are cached like it. */
export const assetModuleFilename = 'assets/[name].[contenthash:10][ext]';

/** swc instead of terser: 5.5 s instead of 12 s for a page of this size. */
export const minimizer = [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify })];

/** An import of a name that is not there stops the build instead of the member. */
export const parser = { javascript: { exportsPresence: 'error' } };

/** @param kit true builds the catalogue of the kit's parts too (`/app/kit`); a member's build never has it. */
export const flags = (kit) => new webpack.DefinePlugin({ KIT_CATALOGUE: JSON.stringify(kit) });

/** What every bundle has in common. Source maps lie in files: `eval` is forbidden by the page's policy. */
export const common = (mode) => ({
  mode,
  devtool: 'source-map',
  resolve: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'] },
  performance: { hints: false },
  stats: 'errors-warnings',
});
