import { resolve } from 'node:path';
import { transformSync } from '@babel/core';
import HtmlWebpackPlugin from 'html-webpack-plugin';
import { snippet } from 'iadvize-callbacks/snippet';

const envFor = (targets) => ['@babel/preset-env', { targets }];

/** A build for these browsers: Babel translates the library as it does the shop's own code. */
const build = (name, browsers, snippet) => ({
  name,
  mode: 'production',
  target: `browserslist:${browsers}`,
  entry: './src/main.ts',
  output: {
    path: resolve('dist', name),
    filename: '[name].[contenthash].js',
    publicPath: '/',
    clean: { keep: 'tag.js' },
  },
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.[jt]s$/,
        // The library is in node_modules, which most configurations leave as it is.
        include: [resolve('src'), /[\\/]node_modules[\\/]iadvize-callbacks[\\/]/],
        use: { loader: 'babel-loader', options: { presets: [envFor(browsers), '@babel/preset-typescript'] } },
      },
    ],
  },
  plugins: [new HtmlWebpackPlugin({ template: 'src/index.ejs', snippet })],
});

export default [
  // As old as the library allows without translation, and older.
  build('current', 'chrome 80, firefox 78, safari 14', snippet),
  build(
    'es5',
    'ie 11',
    transformSync(snippet, { presets: [envFor('ie 11')], sourceType: 'script', compact: true }).code,
  ),
];
