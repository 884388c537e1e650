// Processor-specific operations are not provided.
