/** The tabs of a first visit. */
export const EXAMPLES = [
  {
    query: `# Sign in above, or run this and write
# {"Authorization": "Bearer <token>"}
# under Headers.
mutation Login {
  login(input: { username: "", password: "" }) {
    __typename
    ... on LoginSuccess {
      accessToken
    }
  }
}
`,
  },
  {
    query: `# All that a dashboard shows, in one request.
query Dashboard {
  me {
    username
    resumes(first: 50) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          databaseId
          status
          uploadTime
          analysis {
            basicInfo {
              name
              age
              contact {
                email
                phone
              }
            }
            careerInterest
          }
          matches(first: 5) {
            position
            salaryRange
            matchScore
            analysis
          }
        }
      }
    }
  }
}
`,
  },
  {
    query: `# Follows one resume until it is analysed.
# Its id stands under Variables.
subscription ResumeUpdated($id: ID!) {
  resumeUpdated(id: $id) {
    id
    status
    analysis {
      basicInfo {
        name
      }
      careerInterest
    }
  }
}
`,
    variables: `{
  "id": ""
}
`,
  },
];
