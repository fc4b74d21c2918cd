// Which changes on disk the language server hears about.
import { type FileSystemWatcher, workspace } from 'vscode';

const GLOBS = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,pyi,ipynb}',
  '**/*.{yaml,yml,json,jsonc,toml,tf,ini,cfg,txt,md,lock,sh}',
  '**/{Dockerfile*,*.dockerfile,Procfile,.env*,.gitignore,.dockerignore}',
  // Which files are tracked, and on which branch.
  '**/.git/{HEAD,index}',
];

/** One watcher per glob, to be disposed of by the caller. */
export function createFileWatchers(): FileSystemWatcher[] {
  return GLOBS.map((glob) => workspace.createFileSystemWatcher(glob));
}
