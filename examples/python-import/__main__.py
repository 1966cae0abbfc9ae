from photos import photos

photos()
