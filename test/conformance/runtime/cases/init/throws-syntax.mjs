throw new SyntaxError('a syntax of my own')
