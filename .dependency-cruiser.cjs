/** The import rules of docs/architecture.md, as checked by `npm run lint`. */
const only = (name, pathNot, to) => ({
  name,
  severity: 'error',
  from: { path: '^(src|scripts|test|lab)', pathNot },
  to: { path: `node_modules/${to}/` },
});

/** Folders of src in the order of the way of a question: a folder may import those before it. */
const order = [
  'lib',
  'config',
  'language',
  'corpus',
  'models',
  'embedding',
  'reading',
  'index',
  'retrieval',
  'answer',
  'service',
];
const faces = ['terminal', 'discord', 'operations', 'optional'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { path: '^(src|scripts)', pathNot: '\\.test\\.ts$' },
      to: { path: '(^test/|\\.test\\.ts$)' },
    },
    {
      name: 'not-to-lab',
      severity: 'error',
      from: { path: '^(src|scripts|test)/' },
      to: { path: '^lab/' },
    },
    { name: 'src-not-to-scripts', severity: 'error', from: { path: '^src/' }, to: { path: '^scripts/' } },
    {
      // What draws the preview is for those who develop it.
      name: 'no-dev-dependency-at-run-time',
      severity: 'error',
      from: { path: '^(src|scripts)', pathNot: '(\\.test\\.ts$|^scripts/preview[./])' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    only(
      'discord.js-only-in-discord',
      '^(src/discord/|src/optional/sharding/|test/|scripts/deploy-commands)',
      'discord\\.js',
    ),
    only('onnxruntime-only-in-its-adapter', '^(src/models/|lab/benchmark/limits/)', 'onnxruntime-node'),
    only('vectra-only-in-its-adapter', '^(src/index/storage/|lab/benchmark/contenders/)', 'vectra'),
    only('pg-only-in-its-adapter', '^(src/optional/postgres/|test/)', 'pg'),
    only(
      'transformers-only-in-its-adapter',
      '^src/(models/|embedding/embedder\\.test)',
      '@xenova/transformers',
    ),
    only('mammoth-only-in-its-format', '^src/corpus/formats/docx', 'mammoth'),
    only('unpdf-only-in-its-format', '^src/corpus/formats/pdf', 'unpdf'),
    only('prom-client-only-in-metrics', '^src/optional/metrics/', 'prom-client'),
    {
      name: 'metrics-know-no-face',
      severity: 'error',
      from: { path: '^src/optional/metrics/', pathNot: '(\\.test|/serve-metrics)\\.ts$' },
      // But for what the bot says of itself.
      to: { path: '^src/(discord|terminal|service)/', pathNot: '^src/discord/bot-events\\.ts$' },
    },
    ...order.map((folder, at) => ({
      name: `${folder}-looks-left-only`,
      severity: 'error',
      // The model process is put together of what embeds and what reads; a database is loaded where the settings name one.
      from: {
        path: `^src/${folder}/`,
        pathNot: '(\\.test\\.ts$|^src/models/model-(worker|process)\\.ts$|^src/index/open-index\\.ts$)',
      },
      to: { path: `^src/(${[...order.slice(at + 1), ...faces, 'main'].join('|')})` },
    })),
    {
      name: 'faces-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/(terminal|discord)/' },
      to: { path: '^src/(terminal|discord|operations/doctor)/', pathNot: '^src/$1/' },
    },
    {
      name: 'corpus-is-pure-but-for-its-reader',
      severity: 'error',
      from: { path: '^src/corpus/', pathNot: '(^src/corpus/read/|\\.test\\.ts$)' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|net|http|https|child_process|worker_threads)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
