// Hand-written MIR bodies are not supported; the module exists so that naming it is not an error.
