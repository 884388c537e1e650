fun main() {} //~ expected one of
