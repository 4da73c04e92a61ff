// Command empty does nothing: the lower bound of every process.
package main

func main() {}
