// The import directions of the house: cli -> sim -> rooms of src -> kernel, random. Checked in CI.
const pureRooms = '^src/(recruitment|freshness|market)/';
module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'src-never-imports-sim',
      comment: 'only the command line composes sim',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^sim/' },
    },
    {
      name: 'nobody-imports-cli',
      severity: 'error',
      from: { path: '^(src|sim)/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'mechanisms-are-functions-of-data',
      severity: 'error',
      from: { path: pureRooms },
      to: { path: '^src/(traci|network|kernel|traces|scenario|results|report)/|^node:' },
    },
    {
      name: 'kernel-and-random-stand-alone',
      severity: 'error',
      from: { path: '^src/(kernel|random)/' },
      to: { path: '^src/(?!kernel/|random/)' },
    },
    {
      name: 'internals-stay-inside',
      comment: 'a room alone uses what lies in its internal folder',
      severity: 'error',
      from: { path: '^(src|sim)/([^/]+)/' },
      to: { path: '/internal/', pathNot: '^$1/$2/' },
    },
    {
      name: 'rooms-are-entered-by-their-door',
      comment: 'another room is imported through its index.ts',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/(?!$1/)[^/]+/', pathNot: '/index\\.ts$' },
    },
    {
      name: 'sim-enters-rooms-by-their-door',
      severity: 'error',
      from: { path: '^sim/' },
      to: { path: '^src/', pathNot: '/index\\.ts$' },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|results|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
