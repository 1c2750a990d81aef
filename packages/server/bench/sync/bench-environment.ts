/** Environment of a desk in `folder` against a simulator; `more` overrides. */
export function benchEnvironment(
  folder: string,
  url: string,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    DATA_DIR: folder,
    SRS_BASE_URL: url,
    SRS_TOKEN_URL: `${url}/oauth/token`,
    RAS_BASE_URL: url,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    ...more,
  };
}
