// What a dashboard with Relay is made of: a query, fragments, connections that go on, a mutation, a subscription.
import { graphql } from 'relay-runtime';

export const query = graphql`
  query dashboardQuery($count: Int!) {
    me {
      id
      ...dashboard_resumes @arguments(count: $count)
    }
    positions(first: $count) @connection(key: "dashboard_positions") {
      edges {
        node {
          title
        }
      }
    }
  }
`;

export const resumes = graphql`
  fragment dashboard_resumes on User
  @argumentDefinitions(count: { type: "Int!" }, cursor: { type: "String" })
  @refetchable(queryName: "dashboardResumesQuery") {
    resumes(first: $count, after: $cursor) @connection(key: "dashboard_resumes") {
      edges {
        node {
          ...dashboard_resume
        }
      }
    }
  }
`;

export const resume = graphql`
  fragment dashboard_resume on Resume {
    fileName
    state
    matches(first: 3) {
      position
      matchScore
    }
  }
`;

export const node = graphql`
  query dashboardNodeQuery($id: ID!) {
    node(id: $id) {
      ...dashboard_resume @alias(as: "resume")
      ... on User {
        username
      }
    }
  }
`;

export const removal = graphql`
  mutation dashboardDeleteMutation($id: ID!, $connections: [ID!]!) {
    deleteResume(id: $id) {
      deletedResumeId @deleteEdge(connections: $connections)
    }
  }
`;

export const updates = graphql`
  subscription dashboardUpdatesSubscription($id: ID!) {
    resumeUpdated(id: $id) {
      ...dashboard_resume
    }
  }
`;
