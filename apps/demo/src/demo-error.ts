/** Something went wrong that whoever runs the demo should read, without a stack. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}
