// The schema by graphql-eslint's recommended and relay rules. Every exception says why.
import graphql from '@graphql-eslint/eslint-plugin';

// Names of the REST document, which GraphQL keeps: `username` of a User, `matchScore` of a Match;
// and `matchedSkills`, which begins so by chance.
const GIVEN_NAMES = new Set(['username', 'matchScore', 'matchedSkills']);

const noTypenamePrefix = {
  ...graphql.rules['no-typename-prefix'],
  create: (context) =>
    graphql.rules['no-typename-prefix'].create(
      Object.create(context, {
        report: {
          value: (problem) => GIVEN_NAMES.has(problem.data.fieldName) || context.report(problem),
        },
      }),
    ),
};

// Nobody fetches these alone: an entry of the audit log is a line that was written once, a candidate is a resume's
// place in a ranking, and webhooks and what is sent to them are seen in their lists.
const LINES = new Set(['AuditEntryEdge', 'CandidateEdge', 'WebhookEdge', 'WebhookMessageEdge']);

const relayEdgeTypes = {
  ...graphql.rules['relay-edge-types'],
  create: (context) =>
    graphql.rules['relay-edge-types'].create(
      Object.create(context, {
        report: {
          value: (problem) =>
            (problem.messageId === 'MESSAGE_SHOULD_IMPLEMENTS_NODE' && LINES.has(problem.node.value)) ||
            context.report(problem),
        },
      }),
    ),
};

export default [
  {
    files: ['schema.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: 'schema.graphql' } },
    },
    plugins: {
      '@graphql-eslint': graphql,
      gateway: { rules: { 'no-typename-prefix': noTypenamePrefix, 'relay-edge-types': relayEdgeTypes } },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,
      // @oneOf is GraphQL's own, and stands in the schema without its description.
      '@graphql-eslint/require-description': [
        'error',
        {
          ...graphql.configs['flat/schema-recommended'].rules['@graphql-eslint/require-description'][1],
          ignoredSelectors: ['[type=DirectiveDefinition][name.value=oneOf]'],
        },
      ],
      '@graphql-eslint/no-typename-prefix': 'off',
      'gateway/no-typename-prefix': 'error',
      // Ids are for what can be fetched alone. A part of a node, a line of a statistic or the outcome
      // of a mutation cannot.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          acceptedIdNames: ['id'],
          acceptedIdTypes: ['ID'],
          exceptions: {
            types: [
              'AccountArchive',
              'Analysis',
              'AnalysisWarning',
              'BasicInfo',
              'Box',
              'Candidate',
              'Contact',
              'Correction',
              'DescribedPosition',
              'Duplicate',
              'Evidence',
              'ExportedFile',
              'ExportedList',
              'Facet',
              'FacetValue',
              'Failure',
              'FieldValue',
              'FileVerdict',
              'ImportedColumn',
              'ImportedRow',
              'Match',
              'Occupation',
              'OriginalFile',
              'PageInfo',
              'PageLine',
              'PagePart',
              'Passage',
              'PassagePart',
              'PositionPay',
              'PositionSource',
              'RejectedRow',
              'ResumeComparison',
              'ResumeDifference',
              'ResumeFacets',
              'ResumePage',
              'ResumesProgress',
              'ReviewItem',
              'SameFileSkipped',
              'ScoreBin',
              'Statistics',
              'WebhookMessageQueued',
            ],
            suffixes: ['Connection', 'Edge', 'Payload', 'Success', 'Error', 'Count', 'Entry'],
          },
        },
      ],
      // Lists with a small bound (a resume's matches, a person's skills) need no pages.
      '@graphql-eslint/relay-edge-types': 'off',
      // A ranking is paged forwards.
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      'gateway/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],
    },
  },
];
