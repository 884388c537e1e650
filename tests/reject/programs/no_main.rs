fn other() {} //~ E0601
