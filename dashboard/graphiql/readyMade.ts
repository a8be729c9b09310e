export interface Example {
  title: string;
  /** What it is good for, in a sentence. */
  about: string;
  query: string;
  variables?: string;
}

/** Queries for those who look for work. */
export const FOR_EVERYBODY: Example[] = [
  {
    title: "My resumes and their matches",
    about: "What was read of each, and the positions that fit best.",
    query: `query MyResumes {
  me {
    username
    resumes(first: 10) {
      totalCount
      edges {
        node {
          id
          fileName
          state
          analysis {
            careerInterest
            highestDegree
            yearsOfExperience
            skills
          }
          matches(first: 5) {
            position
            matchScore
            salaryRange
            analysis
            matchedSkills
            missingSkills
          }
        }
      }
    }
  }
}
`,
  },
  {
    title: "Where each fact was read",
    about: "Page, box, words and confidence of each value of one resume.",
    query: `query Evidence($id: ID!) {
  resume(id: $id) {
    fileName
    analysis {
      evidence {
        field
        index
        page
        text
        confidence
        box {
          left
          top
          right
          bottom
        }
      }
    }
  }
}
`,
    variables: `{
  "id": ""
}
`,
  },
  {
    title: "Positions like a few words",
    about: "The catalogue by words and by meaning, in Chinese or English.",
    query: `query Positions($search: String!) {
  positions(search: $search, first: 10) {
    totalCount
    edges {
      score
      node {
        id
        title
        titleEn
        company
        city
        salaryRange
        salaryIsEstimate
        degree
        yearsMin
        skills
      }
    }
  }
}
`,
    variables: `{
  "search": "looks after children"
}
`,
  },
];

/** Queries for those who look for people, or look after the server. */
export const FOR_ADMINS: Example[] = [
  {
    title: "Candidates for a job description",
    about: "Pasted as it is; what was read of it, and who fits.",
    query: `query Candidates($text: String!) {
  candidates(for: { text: $text }, first: 10, filter: { degreeFrom: BACHELOR }) {
    totalCount
    described {
      title
      skills
      degree
      yearsMin
      city
      salaryText
    }
    edges {
      node {
        matchScore
        analysis
        matchedSkills
        missingSkills
        resume {
          id
          fileName
        }
      }
    }
  }
}
`,
    variables: `{
  "text": "数据分析师（上海）\\n本科，3年以上经验，熟练使用SQL与Python\\n15-25K"
}
`,
  },
  {
    title: "The same without names",
    about: "With @blind nothing tells who somebody is, or of which age or gender.",
    query: `query BlindCandidates($text: String!) @blind {
  candidates(for: { text: $text }, first: 10) {
    edges {
      node {
        matchScore
        analysis
        resume {
          id
          analysis {
            careerInterest
            highestDegree
            yearsOfExperience
            skills
          }
        }
      }
    }
  }
}
`,
    variables: `{
  "text": "Data analyst\\nBachelor, 3 years of experience, SQL, Python"
}
`,
  },
  {
    title: "Resumes that say something",
    about: "Words in their texts, with the passages, and what those resumes have in common.",
    query: `query Search($text: String!) {
  resumes(filter: { text: $text }, orderBy: RELEVANCE_DESC, first: 10) {
    totalCount
    edges {
      node {
        id
        fileName
        passages(text: $text) {
          page
          text
        }
      }
    }
  }
  resumeFacets(filter: { text: $text }) {
    total
    facets {
      kind
      counts {
        value
        count
      }
    }
  }
}
`,
    variables: `{
  "text": "python"
}
`,
  },
  {
    title: "Statistics",
    about: "Uploads, states, and the positions and skills that come up most.",
    query: `query Statistics {
  statistics {
    resumesByStatus {
      state
      count
    }
    resumesPerDay(days: 14) {
      date
      count
    }
    topPositions(first: 10) {
      position
      count
      averageScore
    }
    topSkills(first: 10) {
      skill
      count
    }
  }
}
`,
  },
];
